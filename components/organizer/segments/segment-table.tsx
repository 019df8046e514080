import { getTranslations } from "next-intl/server"
import "../editor/editor.css"

type SegmentTableProps = { segments: { id: string; name: string; people: number; consented: number }[] }

/** An organization's segments, each with how many people are in it now and how many of them may be written to. */
export async function SegmentTable({ segments }: SegmentTableProps) {
  const t = await getTranslations("marketing.table")
  return (
    <div className="stacked overflow-x-auto">
      <table className="org-table">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("people")}</th>
            <th scope="col">{t("consented")}</th>
            <th scope="col">{t("file")}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map(({ id, name, people, consented }) => (
            <tr key={id}>
              <th scope="row">
                <a href={`/organizer/segments/${id}`}>
                  <bdi>{name}</bdi>
                </a>
              </th>
              <td data-label={t("people")}>{t("number", { count: people })}</td>
              <td data-label={t("consented")}>{t("number", { count: consented })}</td>
              <td data-label={t("file")}>
                <a href={`/organizer/segments/${id}/people.csv`} download>
                  {t("download")}
                  <span className="sr-only"> {name}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
