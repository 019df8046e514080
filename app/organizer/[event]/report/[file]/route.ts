import { getTranslations } from "next-intl/server"
import { loadReport } from "@/components/organizer/report/load-report"
import { exportStream } from "@/lib/attendees/export-stream"
import { readInsights } from "@/lib/attendees/insights"
import { exportTypes } from "@/lib/domain/export-file"
import { fileResponse } from "@/lib/loaders/file-response"
import { organizerRoute } from "@/lib/loaders/organizer"

type Params = { params: Promise<{ event: string; file: string }> }

/** How long somebody waits for the first numbers of a large event, in milliseconds. */
const patienceMs = 20_000

/** The report of an event's page as a file, with the same words. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const { event: slug, file } = await params
  return organizerRoute(slug, "view", async (scope, context) => {
    const format = (["csv", "xlsx"] as const).find((known) => file === `report.${known}`)
    if (!format) return fileResponse(null)
    const insights = await readInsights(context, scope, patienceMs)
    if (!insights)
      return Response.json({ error: "counting" }, { status: 503, headers: { "retry-after": "5" } })
    const t = await getTranslations("report")
    const sections = await loadReport({ event: scope.event, counts: insights.counts, now: context.clock() })
    const rows = sections.flatMap(({ title, rows: lines }) =>
      lines.map(({ label, value, of }) => [
        title,
        label,
        value,
        of ? Math.round((1_000 * value) / of) / 10 : null,
      ]),
    )
    const columns = (["section", "what", "attendees", "percent"] as const).map((name) => t(`column.${name}`))
    async function* whole() {
      yield rows
    }
    const day = insights.asOf.toISOString().slice(0, 10)
    return fileResponse({
      fileName: `${slug}-report-${day}.${format}`,
      type: exportTypes[format],
      body: exportStream(format, columns, whole(), t("title")),
    })
  })
}
