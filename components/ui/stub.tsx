import type { ReactNode } from "react"

/** Printed paper: the one thing on the site that is raised. */
export function Stub({ className = "", children }: { className?: string; children: ReactNode }) {
  return <div className={`stub ${className}`}>{children}</div>
}

/** Where the paper tears: between two parts of a `Stub`. */
export function Perforation() {
  return <div className="perforation" aria-hidden="true" />
}
