import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { ConfirmPanel } from "@/components/attendee/confirm-panel"
import { EventPanel } from "@/components/attendee/event-panel"
import { Page, Split } from "@/components/ui/page"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { loadEvent } from "@/lib/loaders/event"
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

export default async function ConfirmPage({ params }: ConfirmPageProps) {
  const event = await loadEvent((await params).event)
  const challengeId = await readChallengeId()
  const draft = challengeId ? await findOpenDraft(await runtime(), challengeId, event.id) : null
  const registerPath = `/e/${event.slug}/register`
  if (!draft) redirect((await findOwnTicketPath(event.id)) ?? registerPath)
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Split panel={<EventPanel event={event} href={`/e/${event.slug}`} />}>
        <ConfirmPanel
          action={confirmAction.bind(null, event.slug)}
          resendAction={resendCodeAction}
          email={draft.email}
          changeHref={registerPath}
        />
      </Split>
    </Page>
  )
}
