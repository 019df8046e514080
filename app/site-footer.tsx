import { getTranslations } from "next-intl/server"
import { KeptTicket } from "@/components/attendee/kept-ticket"
import { Footer } from "@/components/ui/footer"
import { loadSession } from "@/lib/auth/session"
import { LanguageSwitch } from "./language-switch"
import { SignOutButton } from "./sign-out/sign-out-button"

type SiteFooterProps = {
  /** As in `LanguageSwitch`. */
  form?: string | undefined
  /** The ticket that the page shows, to be kept on the device, and what it says. */
  ticket?: { path: string; version: string } | undefined
}

/** The footer of every page: who is signed in decides what it offers, and which tickets the device keeps. */
export async function SiteFooter({ form, ticket }: SiteFooterProps) {
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
        <>
          <SignOutButton>{t("sign_out")}</SignOutButton>
          <KeptTicket key={ticket?.version} path={ticket?.path} />
        </>
      )}
    </Footer>
  )
}
