"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"

/** Brings the page up to date by itself, as long as it is shown. */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh()
    }, seconds * 1_000)
    return () => clearInterval(timer)
  }, [router, seconds])
  return null
}
