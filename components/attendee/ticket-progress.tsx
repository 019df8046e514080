"use client"

import { type ReactNode, useEffect, useState } from "react"
import { Notice } from "@/components/ui/notice"
import type { RegistrationStep } from "@/lib/domain/registration"

type Progress = { state: RegistrationStep }

const pollEveryMs = 2_000

/** Somebody has to decide first. */
const pollCheckingEveryMs = 30_000

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
  const [state, setState] = useState(initial)
  const isFinished = state === "finished"
  const pollMs = isUnderWay(state) ? pollEveryMs : pollCheckingEveryMs
  useEffect(() => {
    if (isFinished) return
    const poll = async () => {
      if (document.hidden) return
      // Where there is no answer the ticket is good all the same.
      const progress = await readProgress(url).catch(() => null)
      if (progress) setState(progress.state)
    }
    const timer = setInterval(poll, pollMs)
    return () => clearInterval(timer)
  }, [url, isFinished, pollMs])
  const { title, body } = isFinished ? words.finished : isUnderWay(state) ? words.under_way : words.checking
  return (
    <Notice kind={isFinished ? "ok" : "info"} role="status" title={title}>
      <p>{body}</p>
    </Notice>
  )
}
