"use client"

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
  /** Answers `{ state }`, the registration's step. */
  url: string
  initial: RegistrationStep
  reloadHref: string
}

/** What is still to be done behind a ticket that is already good, kept up to date without a reload. */
export function TicketProgress({ url, initial, reloadHref }: TicketProgressProps) {
  const { data } = useSWR(url, readProgress, {
    fallbackData: { state: initial },
    refreshInterval: (latest) => (latest && !isUnderWay(latest.state) ? 0 : pollEveryMs),
  })
  if (data.state === "finished") {
    return (
      <Notice kind="ok" role="status" title="All done">
        <p>Your profile is complete and your ticket is ready.</p>
      </Notice>
    )
  }
  if (data.state === "needs_attention") {
    return (
      <Notice role="status" title="We have your place">
        <p>We are checking one detail of your registration. You need do nothing, and your ticket is good.</p>
      </Notice>
    )
  }
  return (
    <Notice role="status" title="We have your place; we are finishing your profile">
      <p>
        Your ticket is good already. This page follows along; you can also{" "}
        <a href={reloadHref}>load it again</a>.
      </p>
    </Notice>
  )
}
