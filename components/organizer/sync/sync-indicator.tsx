"use client"

import { useLocale, useTranslations } from "next-intl"
import { type FormEvent, useEffect, useState } from "react"
import useSWR from "swr"
import type { SyncStatus } from "@/lib/domain/sync-status"
import { describeSync } from "./describe-sync"

type SyncIndicatorProps = {
  /** The event's slug. */
  event: string
  first: SyncStatus
  timeZone: string
  /** The page's own address, to come back to without JavaScript. */
  back: string
}

const refreshMs = 10_000

async function request(url: string, method = "GET"): Promise<SyncStatus> {
  const response = await fetch(url, { method, headers: { accept: "application/json" } })
  if (!response.ok) throw new Error(`${response.status}`)
  return response.json()
}

/** The time, by the second; null on the server and until the browser runs the page. */
function useNow(): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** "Synced 12 s ago" with a button to compare with GATE now, which is a form without JavaScript. */
export function SyncIndicator({ event, first, back, timeZone }: SyncIndicatorProps) {
  const t = useTranslations("sync")
  const language = useLocale()
  const url = `/api/organizer/${encodeURIComponent(event)}/sync`
  const { data = first, mutate } = useSWR<SyncStatus>(url, (key: string) => request(key), {
    fallbackData: first,
    refreshInterval: refreshMs,
  })
  const [button, setButton] = useState<"refresh" | "refreshing" | "failed">("refresh")
  const now = useNow()
  const compare = async (submit: FormEvent) => {
    submit.preventDefault()
    if (button === "refreshing") return
    setButton("refreshing")
    try {
      await mutate(request(url, "POST"), { revalidate: false })
      setButton("refresh")
    } catch {
      setButton("failed")
    }
  }
  return (
    <form
      method="post"
      action={url}
      onSubmit={compare}
      className="flex flex-wrap items-center gap-x-2 text-13"
    >
      <input type="hidden" name="back" value={back} />
      <span className={data.trouble ? "text-bad" : "text-ink-3"}>
        {describeSync(data, now, { t, language, timeZone })}
      </span>
      <button
        type="submit"
        aria-disabled={button === "refreshing"}
        className="cursor-pointer rounded-chip py-1 font-semibold text-link underline-offset-2 hover:underline"
      >
        {t(`button.${button}`)}
      </button>
      <span role="status" className="sr-only">
        {button === "refresh" ? "" : t(`button.${button}`)}
      </span>
    </form>
  )
}
