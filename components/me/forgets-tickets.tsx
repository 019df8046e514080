"use client"

import type { ReactNode } from "react"

/** Around a form that signs out: what is kept of tickets on this device goes first (decision 0053). */
export function ForgetsTickets({ children }: { children: ReactNode }) {
  const forget = () => {
    if ("caches" in window) void caches.delete("tickets")
  }
  return (
    <div className="contents" onSubmit={forget}>
      {children}
    </div>
  )
}
