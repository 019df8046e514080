import { type Tone, toneFill } from "./tone"

type Segment = { key: string; label: string; value: number; text: string; href: string; tone: Tone }

type StackedBarProps = { id: string; title: string; description: string; segments: Segment[] }

/** Parts of a whole in one bar, with their names and numbers below it, where the links are. */
export function StackedBar({ id, title, description, segments }: StackedBarProps) {
  const total = Math.max(
    1,
    segments.reduce((sum, { value }) => sum + value, 0),
  )
  const shown = segments.filter(({ value }) => value > 0)
  const startOf = (index: number) =>
    shown.slice(0, index).reduce((sum, { value }) => sum + (100 * value) / total, 0)
  return (
    <>
      <svg
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        className="h-3 w-full rtl:-scale-x-100"
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{description}</desc>
        {shown.map(({ key, value, tone }, index) => (
          <rect
            key={key}
            x={startOf(index)}
            width={Math.max(0.3, (100 * value) / total - (index < shown.length - 1 ? 0.3 : 0))}
            height="10"
            className={toneFill[tone]}
          />
        ))}
      </svg>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        {segments.map(({ key, label, text, href, tone }) => (
          <li key={key}>
            <a
              href={href}
              className="flex min-h-8 items-center gap-1.5 rounded-chip px-1 text-ink no-underline hover:bg-sunken"
            >
              <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2.5">
                <circle cx="4" cy="4" r="4" className={toneFill[tone]} />
              </svg>
              {label} <span className="tabular-nums text-ink-3">{text}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
