"use client"

import type { ReactNode } from "react"
import { useWords } from "./words"

/** Tells a fault from an event whose own colour is red. */
export function ErrorBadge() {
  return (
    <span
      className="inline-grid size-5 flex-none place-items-center rounded-full bg-bad font-bold font-sans text-13 text-bg leading-none forced-color-adjust-none"
      aria-hidden="true"
    >
      !
    </span>
  )
}

/** The sentence at a refused field. */
export function ErrorMessage({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p
      id={id}
      className="wrap-anywhere mb-2 flex gap-2 font-semibold text-15 text-bad leading-[1.4] dense:text-13"
    >
      <ErrorBadge />
      <span>
        <span className="sr-only">{useWords().error} </span>
        {children}
      </span>
    </p>
  )
}
