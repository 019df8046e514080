"use client"

import { createContext, type ReactNode, useContext } from "react"

/** What controls and the error page say in the browser, finished on the server: no messages are sent there. */
export type Words = {
  /** Read out before a fault. */
  error: string
  problem: string
  chooseOne: string
  day: string
  month: string
  year: string
  /** Why a form was not taken, while what was typed stays. */
  unsent: Record<"updated" | "signed_out" | "unreachable", { title: string; body: string }>
  broken: { title: string; body: string; reference: string; again: string; goOn: string }
}

const WordsContext = createContext<Words | null>(null)

/** Around every page, in the root layout. */
export function WordsProvider({ words, children }: { words: Words; children: ReactNode }) {
  return <WordsContext value={words}>{children}</WordsContext>
}

export function useWords(): Words {
  const words = useContext(WordsContext)
  if (!words) throw new Error("A control stands outside WordsProvider")
  return words
}
