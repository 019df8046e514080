import type { ReactNode } from "react"

type SectionProps = { id: string; title: string; children: ReactNode }

/** One matter of the person's own, under its heading; `id` is what links point at. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="border-line border-t py-8 first:border-t-0">
      <h2 id={id} className="mb-4 text-24">
        {title}
      </h2>
      {children}
    </section>
  )
}
