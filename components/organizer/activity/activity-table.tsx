import { getLocale, getTranslations } from "next-intl/server"
import { actKey } from "@/lib/domain/act-key"
import { coverActName, coverActs } from "@/lib/domain/cover"
import { dayAndTime } from "@/lib/domain/event-time"
import { type Activity, isPlainAct } from "@/lib/domain/organizer-act"
import { isContentAct } from "@/lib/domain/page-content"
import { isTrailName } from "@/lib/domain/trail"
import "../editor/editor.css"

/** Whatever an earlier version wrote has its name, where no sentence is left for it. */
async function actWords(name: string): Promise<string> {
  const ofCover = await getTranslations("editor.cover.history")
  const ofContent = await getTranslations("editor.content.act")
  const plain = await getTranslations("organizer.activity.act")
  const ofAttendee = await getTranslations("person.history")
  const coverAct = coverActs.find((act) => coverActName(act) === name)
  if (coverAct) return ofCover(`${coverAct}`)
  if (isContentAct(name)) return ofContent(`${actKey(name)}`)
  if (isPlainAct(name)) return plain(`${actKey(name)}`)
  return isTrailName(name) ? ofAttendee(`${actKey(name)}`) : name
}

/** Acts in the order they happened, the latest first. */
export async function ActivityTable({ acts }: { acts: Activity[] }) {
  const t = await getTranslations("organizer.activity")
  const person = await getTranslations("person")
  const language = await getLocale()
  const rows = await Promise.all(acts.map(async (act) => ({ ...act, words: await actWords(act.name) })))
  return (
    <div className="stacked overflow-x-auto">
      <table className="org-table">
        <thead>
          <tr>
            <th scope="col">{t("column.act")}</th>
            <th scope="col">{t("column.event")}</th>
            <th scope="col">{t("column.by")}</th>
            <th scope="col">{t("column.at")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, words, event, subject, by, at }) => (
            <tr key={id}>
              <th scope="row">
                {words}{" "}
                {subject && event && (
                  <a href={`/organizer/${event.slug}/attendees/${subject}`}>{t("attendee")}</a>
                )}
              </th>
              <td data-label={t("column.event")}>
                {event && <a href={`/organizer/${event.slug}`}>{event.title}</a>}
              </td>
              <td data-label={t("column.by")} className="wrap-anywhere">
                <bdi>{by ?? person("former")}</bdi>
              </td>
              <td data-label={t("column.at")}>{dayAndTime(at, event?.timeZone ?? "UTC", language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
