"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"
import useSWR from "swr"
import type { ShownProgress } from "./describe-progress"

type BulkProgressBarProps = { url: string; initial: ShownProgress; label: string }

const pollMs = 1_000

async function fetchProgress(url: string): Promise<ShownProgress> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`progress answered ${response.status}`)
  return response.json()
}

/** How far a job has come; at its end the page shows the results. */
export function BulkProgressBar({ url, initial, label }: BulkProgressBarProps) {
  const router = useRouter()
  const { data = initial } = useSWR(url, fetchProgress, {
    fallbackData: initial,
    refreshInterval: (latest) => (latest?.isFinished ? 0 : pollMs),
  })
  const hasJustFinished = data.isFinished && !initial.isFinished
  useEffect(() => {
    if (hasJustFinished) router.refresh()
  }, [hasJustFinished, router])
  return (
    <div className="mb-4 max-w-[32rem]">
      <progress className="h-2 w-full" value={data.done} max={data.total} aria-label={label} />
      <p role="status" className="mono mt-1">
        {data.text}
      </p>
      <ul className="mt-2 flex flex-wrap gap-x-5">
        {data.outcomes.map((outcome) => (
          <li key={outcome.label}>
            {outcome.label} <span className="mono">{outcome.count}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
