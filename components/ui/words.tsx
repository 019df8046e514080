"use client"

import type { Messages } from "next-intl"
import { createContext, type ReactNode, useContext } from "react"

/** What controls and the error page say in the browser: messages as they are, so none of them has a place to fill in. */
type Words = Messages["common"]["browser"]

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
