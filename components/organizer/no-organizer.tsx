import { getTranslations } from "next-intl/server"
import { KeptTicket } from "@/components/attendee/kept-ticket"
import { ActionButton } from "@/components/me/action-button"
import { ForgetsTickets } from "@/components/me/forgets-tickets"
import { ButtonLink } from "@/components/ui/button-link"

type NoOrganizerProps = {
  email: string
  /** The doors they help at. */
  doors: { slug: string; title: string }[]
  /** Lets somebody sign in with the address that does organize. */
  signOut: () => Promise<void>
}

/** What the organizers' first page says to somebody who organizes nothing. */
export async function NoOrganizer({ email, doors, signOut }: NoOrganizerProps) {
  const own = await getTranslations("me.organizer")
  const t = await getTranslations("organizer.no_organizer")
  return (
    <main id="main" className="mx-auto w-full max-w-[34rem] px-5 py-12">
      <h1 className="mb-4 text-26">{t("title")}</h1>
      <p className="mb-6 wrap-anywhere text-ink-2">
        {t.rich("body", { email: () => <bdi className="text-ink">{email}</bdi> })}
      </p>
      {doors.length > 0 && (
        <ul className="mb-6 grid gap-2">
          {doors.map(({ slug, title }) => (
            <li key={slug}>
              <a href={`/organizer/${slug}/check-in`}>{own("door", { event: title })}</a>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-3">
        <ButtonLink href="/me">{t("my_tickets")}</ButtonLink>
        <ForgetsTickets>
          <ActionButton kind="second" action={signOut}>
            {t("sign_out")}
          </ActionButton>
        </ForgetsTickets>
      </div>
      <KeptTicket />
    </main>
  )
}
