import { getLocale, getTranslations } from "next-intl/server"
import { dayAndTime } from "@/lib/domain/event-time"
import type { ListedMessage } from "@/lib/domain/message"
import "../editor/editor.css"

type MessageListProps = { messages: ListedMessage[]; path: string; timeZone: string }

/** What was written to attendees and what is about to be, the latest first. */
export async function MessageList({ messages, path, timeZone }: MessageListProps) {
  const t = await getTranslations("editor.message")
  const language = await getLocale()
  return (
    <div className="stacked overflow-x-auto">
      <table className="org-table">
        <thead>
          <tr>
            <th scope="col">{t("label.subject")}</th>
            <th scope="col">{t("list.state")}</th>
            <th scope="col">{t("list.when")}</th>
            <th scope="col">{t("list.to")}</th>
          </tr>
        </thead>
        <tbody>
          {messages.map(({ id, subject, state, at, total }) => (
            <tr key={id}>
              <th scope="row">
                <a href={`${path}/${id}`}>
                  <bdi>{subject || t("untitled")}</bdi>
                </a>
              </th>
              <td data-label={t("list.state")}>{t(`state.${state}`)}</td>
              <td data-label={t("list.when")}>{dayAndTime(at, timeZone, language)}</td>
              <td data-label={t("list.to")}>{t("people", { count: total })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
