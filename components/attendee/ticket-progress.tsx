"use client"

import type { ReactNode } from "react"
import useSWR from "swr"
import { Notice } from "@/components/ui/notice"
import type { RegistrationStep } from "@/lib/domain/registration"

type Progress = { state: RegistrationStep }

const pollEveryMs = 2_000

async function readProgress(url: string): Promise<Progress> {
  const response = await fetch(url, { headers: { accept: "application/json" } })
  if (!response.ok) throw new Error(`Progress answered ${response.status}`)
  return response.json()
}

function isUnderWay(state: RegistrationStep): boolean {
  return state === "accepted" || state === "user_created"
}

type TicketProgressProps = {
  /** Returns `{ state }`, the registration's step. */
  url: string
  initial: RegistrationStep
  words: Record<"finished" | "checking" | "under_way", { title: string; body: ReactNode }>
}

/** What is still to be done behind a ticket that is already good, kept up to date without a reload. */
export function TicketProgress({ url, initial, words }: TicketProgressProps) {
  const { data } = useSWR(url, readProgress, {
    fallbackData: { state: initial },
    refreshInterval: (latest) => (latest && !isUnderWay(latest.state) ? 0 : pollEveryMs),
  })
  const isFinished = data.state === "finished"
  const { title, body } = isFinished
    ? words.finished
    : isUnderWay(data.state)
      ? words.under_way
      : words.checking
  return (
    <Notice kind={isFinished ? "ok" : "info"} role="status" title={title}>
      <p>{body}</p>
    </Notice>
  )
}
