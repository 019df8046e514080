import { getLocale, getTranslations } from "next-intl/server"
import { dayAndTime } from "@/lib/domain/event-time"
import type { ExportFormat } from "@/lib/domain/export-file"
import { formatLocale } from "@/lib/domain/language"

type PastExport = {
  id: string
  createdAt: Date
  actorEmail: string
  format: ExportFormat
  total: number
  written: number
  isSensitive: boolean
  finishedAt: Date | null
}

/** Who took what from the event, the newest first. */
export async function PastExports({ exports, timeZone }: { exports: PastExport[]; timeZone: string }) {
  const t = await getTranslations("export")
  const language = await getLocale()
  const numbers = new Intl.NumberFormat(formatLocale(language))
  if (exports.length === 0) return <p className="text-ink-2">{t("past.none")}</p>
  return (
    <div className="overflow-x-auto">
      <table className="export-table">
        <thead>
          <tr>
            <th scope="col">{t("past.when")}</th>
            <th scope="col">{t("past.who")}</th>
            <th scope="col">{t("past.format")}</th>
            <th scope="col">{t("past.rows")}</th>
          </tr>
        </thead>
        <tbody>
          {exports.map((file) => (
            <tr key={file.id}>
              <td className="mono">{dayAndTime(file.createdAt, timeZone, language)}</td>
              <td className="wrap-anywhere">
                <bdi>{file.actorEmail || t("past.unknown")}</bdi>
              </td>
              <td>
                {t(`format.${file.format}`)}
                {file.isSensitive && `, ${t("past.sensitive")}`}
              </td>
              <td className="mono">{file.finishedAt ? numbers.format(file.written) : t("past.never")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
