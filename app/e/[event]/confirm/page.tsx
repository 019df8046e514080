import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ConfirmPanel } from "@/components/attendee/confirm-panel"
import { EventPanel } from "@/components/attendee/event-panel"
import { Page, Split } from "@/components/ui/page"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { loadPerson } from "@/lib/auth/session"
import type { Event } from "@/lib/domain/event"
import { eventPhase } from "@/lib/domain/event-phase"
import { loadEvent } from "@/lib/loaders/event"
import { wasRefused } from "@/lib/loaders/refused-form"
import { seeOther } from "@/lib/loaders/see-other"
import { findOwnTicketPath } from "@/lib/loaders/ticket"
import { findOpenDraft } from "@/lib/registration/draft"
import { runtime } from "@/lib/runtime"
import { resendCodeAction } from "../../../resend-code-action"
import { SiteFooter } from "../../../site-footer"
import { confirmAction } from "./actions"

type ConfirmPageProps = { params: Promise<{ event: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.confirm"))("title") }
}

/**
 * What the page asks for: the code; once the address is proved and the registration failed, only to send it again; or,
 * as the answer to a form that came too late, nothing. Leads away when there is nothing to confirm; whoever has the ticket
 * comes by Back, and would be held where they are by the ticket.
 */
async function loadStep(event: Event, path: string) {
  const context = await runtime()
  const challengeId = await readChallengeId()
  const draft = challengeId ? await findOpenDraft(context, challengeId, event.id) : null
  const person = await loadPerson()
  if (draft && !draft.isProved) {
    const signedInAs = person && person.email !== draft.email ? person.email : undefined
    return { asks: "code" as const, email: draft.email, signedInAs }
  }
  if (await findOwnTicketPath(event.id)) seeOther(path)
  const isRefused = await wasRefused()
  const phase = eventPhase(event, context.clock())
  if (draft && person?.email === draft.email && (phase === "open" || phase === "waitlist"))
    return { asks: "again" as const, email: draft.email, mayWait: phase === "waitlist" }
  if (!isRefused) seeOther(`${path}/register`)
  // Whoever proved the address but could not be signed in sends the same code again.
  return draft && !person
    ? { asks: "code" as const, email: draft.email }
    : { asks: "nothing" as const, email: "" }
}

export default async function ConfirmPage({ params }: ConfirmPageProps) {
  const event = await loadEvent((await params).event)
  const t = await getTranslations("attendee.confirm")
  const path = `/e/${event.slug}`
  const step = await loadStep(event, path)
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Split panel={<EventPanel event={event} href={path} />}>
        <ConfirmPanel
          action={confirmAction.bind(null, event.slug)}
          resendAction={resendCodeAction}
          changeHref={`${path}/register`}
          back={{ href: path, label: t("back_to_event", { event: event.title }) }}
          {...step}
        />
      </Split>
    </Page>
  )
}
