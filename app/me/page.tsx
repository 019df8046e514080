import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { EventCard } from "@/components/attendee/event-card"
import { ButtonLink } from "@/components/ui/button-link"
import { Hero } from "@/components/ui/hero"
import { Page } from "@/components/ui/page"
import { loadOwnTickets } from "@/lib/loaders/ticket"
import { SiteFooter } from "../site-footer"

export const metadata: Metadata = { title: "My tickets" }

export default async function MyTicketsPage() {
  const own = await loadOwnTickets()
  if (!own) redirect("/sign-in")
  return (
    <Page footer={<SiteFooter />}>
      <Hero plain start={own.person.email} title="My tickets" />
      <div className="shell grid gap-6 py-8 md:grid-cols-2 lg:py-14 xl:grid-cols-3">
        {own.tickets.map(({ id, event }) => (
          <EventCard key={id} event={event} now={own.now} href={`/tickets/${id}`} />
        ))}
        {own.tickets.length === 0 && (
          <div className="max-w-[34rem]">
            <p className="mb-6">You have no tickets yet.</p>
            <ButtonLink href="/">See the events</ButtonLink>
          </div>
        )}
      </div>
    </Page>
  )
}
