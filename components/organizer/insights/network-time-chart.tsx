import { getTranslations } from "next-intl/server"
import { networkOverTime } from "@/lib/domain/insights"
import { ChartPanel } from "./chart-panel"
import type { ChartProps } from "./insight-setting"

const [width, height] = [600, 100]

/** Corners of a line over the buckets, from the foot of the chart to `most`. */
function corners(values: number[], most: number): string {
  const step = width / Math.max(1, values.length - 1)
  return values.map((value, index) => `${index * step},${height - (height * value) / most}`).join(" ")
}

const lineLook = "pointer-events-none fill-none forced-colors:stroke-[CanvasText]"

/** Passes that had opened against those that had been used, hour by hour or day by day. */
export async function NetworkTimeChart({ event, counts, format }: ChartProps) {
  if (!event.hasNetworkPass) return null
  const t = await getTranslations("insights")
  const { sizeMs, buckets } = networkOverTime(counts)
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (!first || !last) return null
  const title = t("network_time.title")
  const most = Math.max(1, last.ready, last.used)
  const description = t("network_time.summary", {
    ready: last.ready,
    used: last.used,
    from: format.bucket(first, sizeMs),
    to: format.bucket(last, sizeMs),
  })
  const table = {
    summary: t("table.show"),
    caption: t("table.label", { chart: title }),
    columns: [title, t("network_time.ready"), t("network_time.used")],
    rows: buckets.map((bucket) => ({
      key: bucket.from,
      label: format.bucket(bucket, sizeMs),
      href: null,
      values: [format.number(bucket.ready), format.number(bucket.used)],
    })),
  }
  return (
    <ChartPanel id="network-time" title={title} note={t("network_time.note")} table={table} isWide>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-12 text-ink-3 tabular-nums">
        <span>{format.number(most)}</span>
        <svg
          role="img"
          aria-labelledby="network-time-title network-time-desc"
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="row-span-2 h-40 w-full border-b border-line-strong rtl:-scale-x-100"
        >
          <title id="network-time-title">{title}</title>
          <desc id="network-time-desc">{description}</desc>
          <polyline
            points={corners(
              buckets.map(({ ready }) => ready),
              most,
            )}
            vectorEffect="non-scaling-stroke"
            className={`${lineLook} stroke-ink-3 stroke-[1.5] [stroke-dasharray:4_3]`}
          />
          <polyline
            points={corners(
              buckets.map(({ used }) => used),
              most,
            )}
            vectorEffect="non-scaling-stroke"
            className={`${lineLook} stroke-solid stroke-2`}
          />
        </svg>
        <span className="self-end text-end">0</span>
        <span />
        <span className="flex justify-between gap-2 pt-1">
          <span>{format.bucket(first, sizeMs)}</span>
          <span>{format.bucket(last, sizeMs)}</span>
        </span>
      </div>
    </ChartPanel>
  )
}
