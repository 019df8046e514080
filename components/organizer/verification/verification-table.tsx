import { getTranslations } from "next-intl/server"
import { activeFilter } from "@/lib/domain/insights"
import type { Question } from "@/lib/domain/question"
import { verificationFacet } from "@/lib/domain/verification"
import { listHref } from "../insights/insight-format"
import "../editor/editor.css"

type VerificationTableProps = {
  events: {
    event: { id: string; slug: string; title: string }
    progress: { question: Question; verified: number; open: number; missing: number; all: number }[]
  }[]
}

/** Events that ask for something sensitive: how far each question is verified. Numbers lead to the attendees they count. */
export async function VerificationTable({ events }: VerificationTableProps) {
  const t = await getTranslations("verification.table")
  const rows = events.flatMap(({ event, progress }) => progress.map((each) => ({ event, ...each })))
  const listOf = (slug: string, key: string, state: string) =>
    listHref(slug, [...activeFilter, [verificationFacet(key), state]])
  return (
    <div className="stacked overflow-x-auto">
      <table className="org-table">
        <thead>
          <tr>
            <th scope="col">{t("event")}</th>
            <th scope="col">{t("question")}</th>
            <th scope="col">{t("verified")}</th>
            <th scope="col">{t("open")}</th>
            <th scope="col">{t("missing")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(
            ({ event: { id, slug, title }, question: { key, label }, verified, open, missing, all }) => (
              <tr key={`${id} ${key}`}>
                <th scope="row">
                  <a href={`/organizer/${slug}/attendees`}>{title}</a>
                </th>
                <td data-label={t("question")}>
                  <bdi>{label}</bdi>
                </td>
                <td data-label={t("verified")}>
                  <a href={listOf(slug, key, "verified")}>{t("of", { verified, all })}</a>
                </td>
                <td data-label={t("open")}>
                  <a href={listOf(slug, key, "open")}>{open}</a>
                </td>
                <td data-label={t("missing")}>
                  <a href={listOf(slug, key, "missing")}>{missing}</a>
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}
