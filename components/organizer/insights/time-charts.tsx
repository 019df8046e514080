import { getTranslations } from "next-intl/server"
import {
  arrivedFilter,
  type Bucket,
  checkInSizes,
  type Filter,
  overTime,
  registeredFilter,
  registrationSizes,
} from "@/lib/domain/insights"
import { ChartPanel } from "./chart-panel"
import { listHref } from "./insight-format"
import type { ChartProps } from "./insight-setting"
import { TimeChart } from "./time-chart"

const hourMs = 60 * 60_000

const unitBySize = new Map<number, "hour" | "day" | "week" | "month">([
  [hourMs, "hour"],
  [24 * hourMs, "day"],
  [7 * 24 * hourMs, "week"],
])

type SeriesProps = ChartProps & {
  name: "registrations" | "check_ins"
  times: Record<string, number>
  sizes: readonly number[]
  filterOf: (bucket: Bucket) => Filter
  unitOf: (sizeMs: number) => string
}

async function Series({ event, format, name, times, sizes, filterOf, unitOf }: SeriesProps) {
  const t = await getTranslations("insights")
  const { sizeMs, buckets } = overTime(times, sizes)
  const title = t(`${name}.title`)
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (!first || !last) {
    return name === "check_ins" ? (
      <ChartPanel id={name} title={title} isWide>
        <p className="text-ink-3">{t("check_ins.none")}</p>
      </ChartPanel>
    ) : null
  }
  const peak = buckets.reduce((most, bucket) => (bucket.value > most.value ? bucket : most), first)
  const total = buckets.reduce((sum, { value }) => sum + value, 0)
  let sum = 0
  const points = buckets.map((bucket) => {
    const tick = format.bucket(bucket, sizeMs)
    const { from: key, value } = bucket
    sum += value
    const label = t("point", { when: tick, count: value })
    return { key, tick, label, value, sum, href: value > 0 ? listHref(event.slug, filterOf(bucket)) : null }
  })
  const description = t(`${name}.summary`, {
    count: total,
    from: format.bucket(first, sizeMs),
    to: format.bucket(last, sizeMs),
    peak: format.bucket(peak, sizeMs),
    most: format.number(peak.value),
  })
  const table = {
    summary: t("table.show"),
    caption: t("table.label", { chart: title }),
    columns: [title, t("table.attendees"), t("table.sum")],
    rows: points
      .filter(({ value }) => value > 0)
      .map(({ key, tick, href, value, sum: so_far }) => ({
        ...{ key, label: tick, href },
        values: [format.number(value), format.number(so_far)],
      })),
  }
  return (
    <ChartPanel id={name} title={title} note={unitOf(sizeMs)} table={table} isWide>
      <TimeChart
        id={name}
        title={title}
        description={description}
        points={points}
        most={format.number(peak.value)}
        total={format.number(total)}
        hasLine={name === "registrations"}
      />
    </ChartPanel>
  )
}

/** Registrations of everybody who has a place, and the running total. */
export async function RegistrationChart(props: ChartProps) {
  const t = await getTranslations("insights.registrations")
  const unitOf = (sizeMs: number) => t(`by.${unitBySize.get(sizeMs) ?? "month"}`)
  return (
    <Series
      {...props}
      name="registrations"
      times={props.counts.registered}
      sizes={registrationSizes}
      filterOf={registeredFilter}
      unitOf={unitOf}
    />
  )
}

/** When people came. */
export async function CheckInChart(props: ChartProps) {
  const t = await getTranslations("insights.check_ins")
  const unitOf = (sizeMs: number) => t(sizeMs < hourMs ? "quarter" : sizeMs === hourMs ? "hour" : "day")
  return (
    <Series
      {...props}
      name="check_ins"
      times={props.counts.checked_in}
      sizes={checkInSizes}
      filterOf={arrivedFilter}
      unitOf={unitOf}
    />
  )
}
