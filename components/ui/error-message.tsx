"use client"

import type { ReactNode } from "react"
import { useWords } from "./words"

/** The sentence at a refused field. The badge and the word tell it from an event whose own colour is red. */
export function ErrorMessage({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="error">
      <span className="badge" aria-hidden="true">
        !
      </span>
      <span>
        <span className="sr-only">{useWords().error} </span>
        {children}
      </span>
    </p>
  )
}
