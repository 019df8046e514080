import { type Tone, toneFill } from "./tone"

export type BarRow = {
  key: string
  label: string
  value: number
  /** The value as it is written, and what stands behind it. */
  text: string
  share?: string
  href: string | null
  tone?: Tone
}

/** Rows of a label, a bar and a number; each leads to the attendees it counts. Bars are measured against `of`. */
export function BarList({ rows, of }: { rows: BarRow[]; of?: number }) {
  const full = Math.max(1, of ?? Math.max(0, ...rows.map(({ value }) => value)))
  return (
    <ul className="grid gap-0.5">
      {rows.map(({ key, ...row }) => (
        <li key={key}>
          <Row {...row} width={(100 * row.value) / full} />
        </li>
      ))}
    </ul>
  )
}

const rowClass =
  "grid min-h-9 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-chip px-2 py-1 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_7rem]"

function Row({ label, text, share, href, tone = "solid", width }: Omit<BarRow, "key"> & { width: number }) {
  const content = (
    <>
      <bdi className="min-w-0 break-words">{label}</bdi>
      <svg
        aria-hidden="true"
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        className="order-last col-span-2 h-2 w-full rtl:-scale-x-100 sm:order-none sm:col-span-1"
      >
        <rect width="100" height="8" className={toneFill.faint} />
        {width > 0 && <rect width={Math.max(width, 0.5)} height="8" className={toneFill[tone]} />}
      </svg>
      <span className="text-end tabular-nums">
        {text}
        {share && <span className="ms-2 inline-block min-w-11 text-13 text-ink-3">{share}</span>}
      </span>
    </>
  )
  if (href === null) return <div className={rowClass}>{content}</div>
  return (
    <a href={href} className={`${rowClass} text-ink no-underline hover:bg-sunken`}>
      {content}
    </a>
  )
}
