import { getLocale, getTranslations } from "next-intl/server"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import type { FormState } from "@/lib/actions/state"
import { fullDate } from "@/lib/domain/event-time"
import type { TeamMember } from "@/lib/domain/team"
import "../editor/editor.css"

type TeamTableProps = {
  members: TeamMember[]
  /** Of whoever looks. */
  ownEmail: string
  action: (id: string, state: FormState, form: FormData) => Promise<FormState>
}

/** The people of an organization; buttons beside those who were invited here. */
export async function TeamTable({ members, ownEmail, action }: TeamTableProps) {
  const t = await getTranslations("organizer.team")
  const language = await getLocale()
  return (
    <div className="stacked overflow-x-auto">
      <table className="org-table">
        <thead>
          <tr>
            <th scope="col">{t("column.person")}</th>
            <th scope="col">{t("column.role")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col">
              <span className="sr-only">{t("column.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ id, email, role, event, source, joinedAt, invitedAt }) => (
            <tr key={id}>
              <th scope="row" className="wrap-anywhere">
                <bdi>{email}</bdi>
                {email === ownEmail && <span className="ms-2 text-ink-2">{t("you")}</span>}
              </th>
              <td data-label={t("column.role")}>
                {source === "gate"
                  ? t("role.gate", { role })
                  : event
                    ? t("role.door", { event: event.title })
                    : t(role === "assistant" ? "role.assistant" : "role.organizer")}
              </td>
              <td data-label={t("column.state")}>
                {source !== "invitation"
                  ? t(`source.${source}`)
                  : joinedAt
                    ? t("joined", { date: fullDate(joinedAt, "UTC", language) })
                    : t("invited", { date: fullDate(invitedAt, "UTC", language) })}
              </td>
              <td>
                {source === "invitation" && (
                  <ActionButtons
                    action={action.bind(null, id)}
                    name="act"
                    hidden={{ member: id }}
                    isInline
                    buttons={[
                      ...(joinedAt
                        ? []
                        : [{ value: "again", label: t("again"), name: t("again_to", { email }) }]),
                      { value: "remove", label: t("remove"), name: t("remove_whom", { email }) },
                    ]}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
