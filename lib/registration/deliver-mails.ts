import { getEvent } from "@/lib/db/queries/events"
import { type MailJob, markMailRefused, markMailSent, takeDueMailJobs } from "@/lib/db/queries/mails"
import { getPerson } from "@/lib/db/queries/people"
import { findRegistration } from "@/lib/db/queries/registrations"
import { calendarFile } from "@/lib/events/calendar-file"
import { googleCalendarUrl, outlookCalendarUrl } from "@/lib/events/calendar-links"
import { ticketMail } from "@/lib/mail/ticket-mail"
import { MailError } from "@/lib/mail/transport"
import type { RegistrationContext } from "./context"

/** A mail whose sender died or whose server was away is tried again after this long. */
const retryAfterMs = 60_000

const batchSize = 50

async function deliver(context: RegistrationContext, job: MailJob): Promise<void> {
  const registration = await findRegistration(context.db, job.registrationId)
  if (!registration) return
  const person = await getPerson(context.db, registration.personId)
  const event = await getEvent(context.db, registration.eventId)
  const eventUrl = `${context.siteUrl}/e/${event.slug}`
  await context.mail.send(
    ticketMail({
      to: person.email,
      firstName: registration.firstName,
      event,
      ticketCode: registration.ticketCode,
      ticketUrl: `${context.siteUrl}/tickets/${registration.id}`,
      calendar: {
        file: calendarFile(event, { url: eventUrl, sequence: 0 }),
        googleUrl: googleCalendarUrl(event, eventUrl),
        outlookUrl: outlookCalendarUrl(event, eventUrl),
      },
    }),
  )
}

/** Sends the mails that are due. A server's final no ends a mail; anything else is tried again. */
export async function deliverMails(context: RegistrationContext): Promise<void> {
  const now = context.clock()
  const jobs = await takeDueMailJobs(context.db, {
    now,
    retryAt: new Date(now.getTime() + retryAfterMs),
    limit: batchSize,
  })
  for (const job of jobs) {
    try {
      await deliver(context, job)
      await markMailSent(context.db, job.id, context.clock())
    } catch (error) {
      context.log.error(
        { err: error, registration: job.registrationId, mail: job.kind },
        "a mail could not be sent",
      )
      if (error instanceof MailError && !error.retryable)
        await markMailRefused(context.db, job.id, context.clock())
    }
  }
}
