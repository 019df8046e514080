import { getTranslations } from "next-intl/server"

/** What is held of a person, where, why and until when. On a narrow screen it scrolls sideways inside itself. */
export async function HeldTable() {
  const t = await getTranslations("me.held")
  const rows = [
    [t("account.what"), t("here"), t("account.why"), t("account.until")],
    [t("registrations.what"), t("here"), t("registrations.why"), t("registrations.until")],
    [t("gate_user.what"), t("gate"), t("gate_user.why"), t("gate_user.until")],
    [t("gate_profile.what"), t("gate"), t("gate_profile.why"), t("gate_profile.until")],
    [t("mails.what"), t("here"), t("mails.why"), t("mails.until")],
    [t("history.what"), t("here"), t("history.why"), t("history.until")],
    [t("sessions.what"), t("here"), t("sessions.why"), t("sessions.until")],
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="overflow-x-auto" tabIndex={0} aria-label={t("caption")}>
      <table className="w-full min-w-[40rem] text-start text-15">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr className="border-line-strong border-b">
            {[t("what"), t("where"), t("why"), t("until")].map((heading) => (
              <th key={heading} scope="col" className="py-3 pe-4 text-start font-semibold">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([what, ...rest]) => (
            <tr key={what} className="border-line border-b align-top">
              <th scope="row" className="py-3 pe-4 text-start font-semibold">
                {what}
              </th>
              {rest.map((cell) => (
                <td key={cell} className="py-3 pe-4 text-ink-2">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
