import { getTranslations } from "next-intl/server"
import { customFields, type Question } from "@/lib/domain/question"
import { reservedFields } from "@/lib/domain/status-field"
import "./editor.css"

type RegistryTableProps = {
  entries: { field: string; key: string; purpose: string; format: Question["type"] }[]
  questions: Question[]
}

/** Every custom field: what it means, how it is written, and which values it may have. */
export async function RegistryTable({ entries, questions }: RegistryTableProps) {
  const t = await getTranslations("editor.registry")
  const reserved = reservedFields(questions)
  const own = (["status", "checkIn", "badge"] as const).map((name) => ({ name, field: reserved[name] }))
  return (
    <div className="stacked overflow-x-auto">
      <table className="org-table">
        <thead>
          <tr>
            <th scope="col">{t("field")}</th>
            <th scope="col">{t("meaning")}</th>
            <th scope="col">{t("format")}</th>
            <th scope="col">{t("values")}</th>
          </tr>
        </thead>
        <tbody>
          {customFields.map((field) => {
            const entry = entries.find((each) => each.field === field)
            const purpose = own.find((each) => each.field === field)
            const options = questions.find(({ key }) => key === entry?.key)?.options ?? []
            return (
              <tr key={field}>
                <th scope="row" className="mono whitespace-nowrap">
                  {field}
                </th>
                <td data-label={t("meaning")}>
                  <bdi>{entry ? entry.purpose : purpose ? t(`own.${purpose.name}`) : t("nothing")}</bdi>
                </td>
                <td data-label={t("format")}>
                  {entry ? t(`format_of.${entry.format}`) : purpose ? t("own_format") : ""}
                </td>
                <td data-label={t("values")}>
                  {options.map(({ value, label }) => (
                    <span key={value} className="block">
                      <span className="mono">{value}</span> <bdi>{label}</bdi>
                    </span>
                  ))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
