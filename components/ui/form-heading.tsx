import type { ReactNode } from "react"

/** The heading of a page with one form; `children` is the line under it. */
export function FormHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="text-40">{title}</h1>
      {children && <div className="mt-2 text-ink-2">{children}</div>}
    </div>
  )
}
