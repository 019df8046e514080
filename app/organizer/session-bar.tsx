import { getTranslations } from "next-intl/server"
import { KeptTicket } from "@/components/attendee/kept-ticket"
import { LanguageSwitch } from "../language-switch"
import { SignOutButton } from "../sign-out/sign-out-button"

/** Who is signed in and for whom, with the language and the way out: below the menu, or last on a small screen. */
export async function SessionBar({ email, organization }: { email: string; organization?: string }) {
  const t = await getTranslations("organizer.session")
  return (
    <footer className="org-foot">
      <p className="wrap-anywhere">
        {organization && <bdi className="block font-semibold text-ink">{organization}</bdi>}
        <bdi className="block">{email}</bdi>
      </p>
      <a href="/me" className="py-1 text-ink-2">
        {t("my_tickets")}
      </a>
      <SignOutButton>{t("sign_out")}</SignOutButton>
      <KeptTicket />
      <LanguageSwitch />
    </footer>
  )
}
