import { EventCard } from "@/components/attendee/event-card"
import type { Event } from "@/lib/domain/event"
import { type RegistrationStep, waitsAt } from "@/lib/domain/registration"

type TicketListProps = {
  tickets: { registration: { id: string; step: RegistrationStep }; event: Event }[]
  now: Date
}

export function TicketList({ tickets, now }: TicketListProps) {
  return (
    <div className="grid gap-6 md:grid-cols-2">
      {tickets.map(({ registration, event }) => (
        <EventCard
          key={registration.id}
          event={event}
          now={now}
          href={`/tickets/${registration.id}`}
          waits={waitsAt(registration)}
          heading="h3"
        />
      ))}
    </div>
  )
}
