import { toneFill } from "./tone"

type TimePoint = { key: string; tick: string; label: string; value: number; href: string | null }

type TimeChartProps = {
  id: string
  title: string
  description: string
  points: TimePoint[]
  /** The tallest bar's number and the total, as they are written. */
  most: string
  total: string
  /** Draws the running total as a line. */
  hasLine?: boolean
}

const height = 100
const widthOf = (count: number) => count * 10

function Bars({ points }: { points: TimePoint[] }) {
  const tallest = Math.max(1, ...points.map(({ value }) => value))
  return points.map(({ key, label, value, href }, index) => {
    const size = value === 0 ? 0 : Math.max(1.5, (height * value) / tallest)
    const bar = (
      <>
        <title>{label}</title>
        {/* What one points at is the whole column: a low bar is hard to hit. */}
        <rect x={index * 10} width="10" height={height} className="fill-transparent hover:fill-sunken" />
        <rect
          x={index * 10 + 1}
          y={height - size}
          width="8"
          height={size}
          className={`pointer-events-none ${toneFill.solid}`}
        />
      </>
    )
    // The same links stand in the table; sixty more stops would be in the keyboard's way.
    return href === null ? (
      <g key={key}>{bar}</g>
    ) : (
      <a key={key} href={href} tabIndex={-1} aria-label={label}>
        {bar}
      </a>
    )
  })
}

function RunningTotal({ points }: { points: TimePoint[] }) {
  const total = Math.max(
    1,
    points.reduce((sum, { value }) => sum + value, 0),
  )
  let sum = 0
  const corners = points.map(({ value }, index) => {
    sum += value
    return `${index * 10 + 5},${height - (height * sum) / total}`
  })
  return (
    <polyline
      points={corners.join(" ")}
      vectorEffect="non-scaling-stroke"
      className="pointer-events-none fill-none stroke-ink-3 stroke-[1.5] [stroke-dasharray:4_3] forced-colors:stroke-[CanvasText]"
    />
  )
}

/** A bar for every span of time, and the running total as a dashed line; the ends of the axes are written beside it. */
export function TimeChart({ id, title, description, points, most, total, hasLine = false }: TimeChartProps) {
  const [first, last] = [points[0], points.at(-1)]
  const middle = points[Math.floor(points.length / 2)]
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-2 text-12 text-ink-3 tabular-nums">
      <span>{most}</span>
      <svg
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-desc`}
        viewBox={`0 0 ${widthOf(points.length)} ${height}`}
        preserveAspectRatio="none"
        className="row-span-2 h-40 w-full border-b border-line-strong rtl:-scale-x-100"
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{description}</desc>
        <Bars points={points} />
        {hasLine && <RunningTotal points={points} />}
      </svg>
      <span className="text-end">{hasLine ? total : ""}</span>
      <span className="self-end text-end">0</span>
      <span />
      <span />
      <span className="flex justify-between gap-2 pt-1">
        <span>{first?.tick}</span>
        {points.length > 4 && <span className="hidden sm:inline">{middle?.tick}</span>}
        {points.length > 1 && <span>{last?.tick}</span>}
      </span>
    </div>
  )
}
