import { getTranslations } from "next-intl/server"

/** What is held of a person, where, why and until when. */
export async function HeldTable() {
  const t = await getTranslations("me.held")
  const [what, ...labels] = [t("what"), t("where"), t("why"), t("until")]
  const rows = [
    [t("account.what"), t("here"), t("account.why"), t("account.until")],
    [t("registrations.what"), t("here"), t("registrations.why"), t("registrations.until")],
    [t("gate_user.what"), t("gate"), t("gate_user.why"), t("gate_user.until")],
    [t("gate_profile.what"), t("gate"), t("gate_profile.why"), t("gate_profile.until")],
    [t("network.what"), t("here"), t("network.why"), t("network.until")],
    [t("news.what"), t("here"), t("news.why"), t("news.until")],
    [t("mails.what"), t("here"), t("mails.why"), t("mails.until")],
    [t("history.what"), t("here"), t("history.why"), t("history.until")],
    [t("calendar_feed.what"), t("here"), t("calendar_feed.why"), t("calendar_feed.until")],
    [t("ticket_copy.what"), t("ticket_copy.where"), t("ticket_copy.why"), t("ticket_copy.until")],
    [t("sessions.what"), t("here"), t("sessions.why"), t("sessions.until")],
  ]
  return (
    <div className="mb-8">
      <table className="w-full text-start text-15 max-md:block">
        <caption className="sr-only">{t("caption")}</caption>
        <thead className="max-md:sr-only">
          <tr className="border-line-strong border-b">
            {[what, ...labels].map((heading) => (
              <th key={heading} scope="col" className="py-3 pe-4 text-start font-semibold">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map(([held, ...cells]) => (
            <tr key={held} className="border-line border-b align-top max-md:block max-md:py-4">
              <th scope="row" className="pe-4 text-start font-semibold max-md:block max-md:py-0.5 md:py-3">
                {held}
              </th>
              {cells.map((cell, column) => (
                <td
                  key={cell}
                  data-label={labels[column]}
                  className="pe-4 text-ink-2 max-md:block max-md:py-0.5 max-md:before:text-ink-3 max-md:before:content-[attr(data-label)_':_'] md:py-3"
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
