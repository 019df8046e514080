import type { ReactNode } from "react"
import { Perforation } from "@/components/ui/stub"
import type { EventPhase } from "@/lib/domain/event-phase"
import { EventFacts, type EventFactsEvent } from "./event-facts"

type EventSummaryProps = { event: EventFactsEvent; phase?: EventPhase; children: ReactNode }

/**
 * The facts of an event and what to do about them (`children`: the button, or why there is none). Plain on a phone,
 * where it follows the title; a stub that overlaps the hero on a wide screen.
 */
export function EventSummary({ event, phase = "open", children }: EventSummaryProps) {
  return (
    <div className="lg:relative lg:rounded-stub lg:border lg:border-line lg:bg-surface lg:shadow-stub">
      <div className="lg:px-6 lg:pt-2">
        <EventFacts event={event} phase={phase} />
      </div>
      <div className="hidden lg:block">
        <Perforation />
      </div>
      <div className="pt-6 lg:p-6">{children}</div>
    </div>
  )
}
