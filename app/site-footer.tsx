import { getTranslations } from "next-intl/server"
import { ForgetsTickets } from "@/components/me/forgets-tickets"
import { Footer } from "@/components/ui/footer"
import { loadSession } from "@/lib/auth/session"
import { LanguageSwitch } from "./language-switch"
import { signOutAction } from "./sign-out/actions"

/** The footer of every page: who is signed in decides what it offers. `form` as in `LanguageSwitch`. */
export async function SiteFooter({ form }: { form?: string | undefined }) {
  const session = await loadSession()
  const t = await getTranslations("common.footer")
  const events = { label: t("events"), href: "/" }
  const tickets = { label: t("my_tickets"), href: "/me" }
  // Whether they still are one is asked there.
  const organizing = { label: (await getTranslations("me.organizer"))("title"), href: "/organizer" }
  const isOrganizer = session?.organizer?.revokedAt === null
  const signIn = { label: t("sign_in"), href: "/sign-in" }
  return (
    <Footer
      links={[events, session ? tickets : signIn, ...(isOrganizer ? [organizing] : [])]}
      languages={<LanguageSwitch form={form} />}
      help={{ label: t("help"), href: "/help" }}
    >
      {session && (
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
