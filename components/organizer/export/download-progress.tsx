"use client"

import useSWR from "swr"
import { fetchJson } from "../attendee-list/fetch-json"
import type { ExportProgress } from "./describe-progress"

type DownloadProgressProps = { path: string; initial: ExportProgress; label: string }

const refreshMs = 1_000

/** A bar that fills while the file is written. */
export function DownloadProgress({ path, initial, label }: DownloadProgressProps) {
  const { data = initial } = useSWR<ExportProgress>(path, fetchJson, {
    fallbackData: initial,
    refreshInterval: (latest) => (latest?.isFinished ? 0 : refreshMs),
  })
  return (
    <div className="mt-4">
      <progress
        className="export-progress"
        aria-label={label}
        max={Math.max(1, data.total)}
        value={data.written}
      />
      <p role="status" className="mt-1 text-ink-2">
        {data.text}
      </p>
    </div>
  )
}
