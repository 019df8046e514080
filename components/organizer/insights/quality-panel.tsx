import { getTranslations } from "next-intl/server"
import { type GateProblem, gateProblems, type ShownGateProblem } from "@/lib/domain/gate-problem"
import { activeFilter, type Filter } from "@/lib/domain/insights"
import { BarList } from "./bar-list"
import { ChartPanel } from "./chart-panel"
import { listHref } from "./insight-format"
import type { ChartProps } from "./insight-setting"

/** Shown to organizers; the other ones are none of their business. */
const shownProblems = gateProblems.filter((problem) => problem !== "foreign")

export type QualityProps = ChartProps & {
  dropped: { registrationId: string; name: string; fields: string[] }[]
  problems: Partial<Record<GateProblem, number>>
  records: {
    extraId: string
    parentId: string | null
    problem: ShownGateProblem
    registrationId: string | null
    name: string | null
  }[]
}

/** Named one by one below the numbers. */
const mostNamed = 50

/** What somebody should look at: answers missing or not delivered, and records of GATE that have no attendee. */
export async function QualityPanel(props: QualityProps) {
  const { event, counts, format, dropped, problems } = props
  const t = await getTranslations("insights.quality")
  const row = (key: string, label: string, value: number, filter: Filter | null, tone: "warn" | "bad") => ({
    ...{ key, label, value, tone },
    text: format.number(value),
    href: filter && listHref(event.slug, filter),
  })
  const rows = [
    row(
      "missing",
      t("missing"),
      counts.missing[""] ?? 0,
      [...activeFilter, ["profile", "incomplete"]],
      "warn",
    ),
    row(
      "waiting",
      t("waiting"),
      counts.facet["delivery:waiting"] ?? 0,
      [...activeFilter, ["delivery", "waiting"]],
      "warn",
    ),
    row(
      "refused",
      t("refused"),
      counts.facet["delivery:refused"] ?? 0,
      [...activeFilter, ["delivery", "refused"]],
      "bad",
    ),
    row("dropped", t("dropped"), dropped.length, null, "bad"),
    ...shownProblems.map((problem) =>
      row(problem, t(`problem.${problem}`), problems[problem] ?? 0, null, "bad"),
    ),
  ]
    .filter(({ value }) => value > 0)
    .map((each) => (each.href ? each : { ...each, href: each.key === "dropped" ? "#dropped" : "#records" }))
  return (
    <ChartPanel id="quality" title={t("title")} isWide>
      {rows.length === 0 ? <p className="text-ink-3">{t("none")}</p> : <BarList rows={rows} />}
      <Named {...props} />
    </ChartPanel>
  )
}

async function Named({ event, dropped, records }: QualityProps) {
  const t = await getTranslations("insights.quality")
  const attendee = (id: string) => `/organizer/${event.slug}/attendees/${id}`
  return (
    <div className="mt-3 grid gap-4 lg:grid-cols-2">
      {dropped.length > 0 && (
        <NamedList
          id="dropped"
          title={t("people")}
          items={dropped.slice(0, mostNamed).map(({ registrationId, name, fields }) => ({
            ...{ key: registrationId, href: attendee(registrationId), name },
            detail: fields.join(", "),
          }))}
        />
      )}
      {records.length > 0 && (
        <NamedList
          id="records"
          title={t("records")}
          items={records.map(({ extraId, parentId, problem, registrationId, name }) => ({
            key: extraId,
            href: registrationId && attendee(registrationId),
            name:
              name ??
              (parentId === null
                ? t("record_alone", { record: extraId })
                : t("record", { record: extraId, user: parentId })),
            detail:
              name === null
                ? t(`problem.${problem}`)
                : `${t(`problem.${problem}`)} · ${t("record_alone", { record: extraId })}`,
          }))}
        />
      )}
    </div>
  )
}

type NamedItem = { key: string; href: string | null; name: string; detail: string }

function NamedList({ id, title, items }: { id: string; title: string; items: NamedItem[] }) {
  return (
    <div id={id} className="min-w-0">
      <h3 className="font-semibold">{title}</h3>
      <ul className="mt-1 text-13">
        {items.map(({ key, href, name, detail }) => (
          <li key={key} className="border-b border-line py-1.5 last:border-0">
            {href ? (
              <a href={href} className="text-link underline underline-offset-2">
                {name}
              </a>
            ) : (
              <span>{name}</span>
            )}{" "}
            <span className="break-words text-ink-3">{detail}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
