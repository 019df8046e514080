import { getTranslations } from "next-intl/server"
import { KeptTicket } from "@/components/attendee/kept-ticket"
import { ForgetsTickets } from "@/components/me/forgets-tickets"
import { LanguageSwitch } from "../language-switch"
import { signOutAction } from "../sign-out/actions"

/** Who is signed in and for whom, with the language and the way out: below the menu, or last on a small screen. */
export async function SessionBar({ email, organization }: { email: string; organization: string }) {
  const t = await getTranslations("organizer.session")
  return (
    <footer className="org-foot">
      <p className="wrap-anywhere">
        <bdi className="block font-semibold text-ink">{organization}</bdi>
        <bdi className="block">{email}</bdi>
      </p>
      <a href="/me" className="py-1 text-ink-2">
        {t("my_tickets")}
      </a>
      <ForgetsTickets>
        <form action={signOutAction}>
          <button type="submit" className="cursor-pointer py-1 underline underline-offset-4">
            {t("sign_out")}
          </button>
        </form>
      </ForgetsTickets>
      <KeptTicket />
      <LanguageSwitch />
    </footer>
  )
}
