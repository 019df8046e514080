"use client"

import { useEffect } from "react"

/** Keeps the screen from going dark while this is shown; the browser ends that when the page is left or hidden. */
export function StayAwake() {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let isLeft = false
    const ask = async () => {
      if (document.visibilityState !== "visible" || !navigator.wakeLock) return
      // A phone that saves power refuses.
      const given = await navigator.wakeLock.request("screen").catch(() => null)
      if (isLeft) void given?.release()
      else lock = given
    }
    void ask()
    document.addEventListener("visibilitychange", ask)
    return () => {
      isLeft = true
      document.removeEventListener("visibilitychange", ask)
      void lock?.release()
    }
  }, [])
  return null
}
