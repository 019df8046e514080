import { getTranslations } from "next-intl/server"
import { ForgetsTickets } from "@/components/me/forgets-tickets"
import { Footer } from "@/components/ui/footer"
import { loadPerson } from "@/lib/auth/session"
import { LanguageSwitch } from "./language-switch"
import { signOutAction } from "./sign-out/actions"

/** The footer of every page: who is signed in decides what it offers. `form` as in `LanguageSwitch`. */
export async function SiteFooter({ form }: { form?: string | undefined }) {
  const person = await loadPerson()
  const t = await getTranslations("common.footer")
  const events = { label: t("events"), href: "/" }
  const tickets = { label: t("my_tickets"), href: "/me" }
  const signIn = { label: t("sign_in"), href: "/sign-in" }
  return (
    <Footer
      links={[events, person ? tickets : signIn]}
      languages={<LanguageSwitch form={form} />}
      help={{ label: t("help"), href: "/help" }}
    >
      {person && (
        <ForgetsTickets>
          <form action={signOutAction}>
            <button type="submit" className="cursor-pointer py-1 underline underline-offset-4">
              {t("sign_out")}
            </button>
          </form>
        </ForgetsTickets>
      )}
    </Footer>
  )
}
