import type { ReactNode } from "react"

/** The line in mono above a heading. */
export function Eyebrow({ children }: { children: ReactNode }) {
  return <p className="eyebrow text-link">{children}</p>
}
