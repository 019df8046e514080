import { getTranslations } from "next-intl/server"
import type { InsightFormat } from "../insights/insight-format"
import type { ReportSection } from "./load-report"

type ReportTablesProps = { sections: ReportSection[]; format: InsightFormat }

/** A report as tables, one after the other, which are not torn apart on paper. */
export async function ReportTables({ sections, format }: ReportTablesProps) {
  const t = await getTranslations("report")
  return (
    <div className="columns-1 gap-8 xl:columns-2 print:columns-2">
      {sections.map(({ id, title, rows }) => (
        <table key={id} className="mb-6 w-full table-fixed break-inside-avoid border-collapse tabular-nums">
          <caption className="pb-1 text-start text-16 font-semibold">
            <bdi>{title}</bdi>
          </caption>
          <colgroup>
            <col />
            <col className="w-16" />
            <col className="w-14" />
          </colgroup>
          <thead className="sr-only">
            <tr>
              <th scope="col">{t("column.what")}</th>
              <th scope="col">{t("column.attendees")}</th>
              <th scope="col">{t("column.share")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, value, of }) => (
              <tr key={key} className="border-line border-t">
                <th scope="row" className="wrap-anywhere py-1 pe-3 text-start font-normal">
                  <bdi>{label}</bdi>
                </th>
                <td className="py-1 text-end">{format.number(value)}</td>
                <td className="py-1 text-end text-ink-3">{of === null ? "" : format.share(value, of)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}
