"use client"

import { useEffect } from "react"

/**
 * On every page of somebody who has signed in: the tickets that are kept on this device are looked at, so that they are
 * up to date and those of whoever used it before go (decision 0053). The ticket of `path` is kept as well, for where
 * there is no network. A `key` that changes with what the ticket says has the copy made anew while its page stays open.
 */
export function KeptTicket({ path }: { path?: string | undefined }) {
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
