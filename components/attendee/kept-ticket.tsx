"use client"

import { useEffect } from "react"

/**
 * Has the ticket of `path` kept on this device, for where there is no network. Without one, tickets that are kept are looked
 * at: they are brought up to date, and those that are no longer this person's go (decision 0053).
 */
export function KeptTicket({ path }: { path?: string }) {
  useEffect(() => {
    void keep(path).catch(() => {
      // Private windows have no such place; the ticket is on the site.
    })
  }, [path])
  return null
}

async function keep(path: string | undefined): Promise<void> {
  const workers = navigator.serviceWorker
  if (!workers) return
  const scope = "/tickets/"
  const registration = path
    ? await workers.register(`${scope}sw.js`, { scope })
    : await workers.getRegistration(scope)
  if (!registration) return
  const worker = registration.active ?? (await workers.ready).active
  worker?.postMessage(path)
}
