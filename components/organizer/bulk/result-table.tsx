import { getTranslations } from "next-intl/server"
import { bulkOutcomes } from "@/lib/domain/bulk"

type ResultTableProps = { results: { id: string; name: string; outcome: string | null }[]; path: string }

/** What became of each attendee of a job. */
export async function ResultTable({ results, path }: ResultTableProps) {
  const t = await getTranslations("person")
  const cell = "py-2 pe-4 text-start"
  return (
    <table className="w-full max-w-[40rem]">
      <thead>
        <tr className="border-line-strong border-b">
          <th scope="col" className={cell}>
            {t("bulk.name")}
          </th>
          <th scope="col" className={cell}>
            {t("bulk.result")}
          </th>
        </tr>
      </thead>
      <tbody>
        {results.map(({ id, name, outcome }) => {
          const known = bulkOutcomes.find((candidate) => candidate === outcome) ?? "open"
          return (
            <tr key={id} className="border-line border-b">
              <td className={cell}>
                <a href={`${path}/${id}`} className="wrap-anywhere">
                  {name || t("nameless")}
                </a>
              </td>
              <td className={cell}>{t(`bulk.outcome.${known}`)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
