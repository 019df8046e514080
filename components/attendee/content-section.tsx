import type { ReactNode } from "react"

type ContentSectionProps = { id: string; title: string; children: ReactNode }

/** A part of an event's page under its heading; `id` is what links point at. */
export function ContentSection({ id, title, children }: ContentSectionProps) {
  return (
    <section aria-labelledby={id} className="border-line border-t py-8">
      <h2 id={id} className="mb-4 text-24">
        {title}
      </h2>
      {children}
    </section>
  )
}
