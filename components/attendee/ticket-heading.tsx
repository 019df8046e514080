import { Eyebrow } from "@/components/ui/eyebrow"
import { dayAndMonth } from "@/lib/domain/event-time"

type TicketHeadingProps = { firstName: string; startsAt: Date; timeZone: string }

/** The first words after registering: they say that it worked, and when to come. */
export function TicketHeading({ firstName, startsAt, timeZone }: TicketHeadingProps) {
  return (
    <>
      <Eyebrow>You’re in</Eyebrow>
      <h1 className="mt-2.5 mb-5 text-40 leading-[1.02] lg:mb-8 lg:text-[3.5rem]">
        See you on {dayAndMonth(startsAt, timeZone)}, {firstName}.
      </h1>
    </>
  )
}
