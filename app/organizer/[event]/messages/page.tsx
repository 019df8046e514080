import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { NothingYet } from "@/components/organizer/editor/nothing-yet"
import { MessageList } from "@/components/organizer/messages/message-list"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { SubmitButton } from "@/components/ui/submit-button"
import { listEventMessages } from "@/lib/desk/message"
import { attendeeSearchParams, noFilter } from "@/lib/domain/attendee-query"
import { loadEventScope } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"
import { startBulkAction } from "../attendees/bulk-actions"

type MessagesPageProps = {
  params: Promise<{ event: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

/** Everybody who holds a ticket. */
const withTicket = attendeeSearchParams({
  ...noFilter,
  facets: { status: ["pending", "registered", "checked_in", "needs_attention"] },
}).toString()

export async function generateMetadata({ params }: MessagesPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event, "edit")
  return { title: `${(await getTranslations("editor.message"))("title")} · ${event.title}` }
}

/** What was written to the attendees of an event, and the way to write to all of them. */
export default async function MessagesPage({ params, searchParams }: MessagesPageProps) {
  const { event: slug } = await params
  const scope = await loadEventScope(slug, "edit")
  const t = await getTranslations("editor.message")
  const messages = await listEventMessages(await runtime(), scope)
  const path = `/organizer/${slug}`
  return (
    <OrganizerPage scope={scope} event={scope.event} current="messages" title={t("title")}>
      {(await searchParams).done === "discarded" && <DoneNotice text={t("done.discarded")} />}
      <form action={startBulkAction.bind(null, slug)} className="mb-3 w-fit">
        <input type="hidden" name="job" value={randomUUID()} />
        <input type="hidden" name="action" value="send_message" />
        <input type="hidden" name="matching" value={withTicket} />
        <SubmitButton pendingText={t("opening")}>{t("to_everyone")}</SubmitButton>
      </form>
      <p className="mb-6 max-w-[40rem] text-ink-2">
        {t.rich("to_some", { list: (chunks) => <a href={`${path}/attendees`}>{chunks}</a> })}
      </p>
      {messages.length === 0 ? (
        <NothingYet
          title={t("empty.title")}
          body={t("empty.body")}
          sample={[t("empty.sample"), t("state.sent"), t("people", { count: 212 })]}
        />
      ) : (
        <MessageList messages={messages} path={`${path}/messages`} timeZone={scope.event.timeZone} />
      )}
    </OrganizerPage>
  )
}
