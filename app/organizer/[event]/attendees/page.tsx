import type { Metadata } from "next"
import { getMessages, getTranslations } from "next-intl/server"
import { AttendeeListBody } from "@/components/organizer/attendee-list/attendee-list"
import { AttendeeListProvider } from "@/components/organizer/attendee-list/list-state"
import { ListCount, ListTools } from "@/components/organizer/attendee-list/list-tools"
import { loadAttendeeWords, loadBuiltInFacets } from "@/components/organizer/attendee-list/load-labels"
import { sendColumns, sendPage } from "@/components/organizer/attendee-list/sent-list"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { SyncIndicator } from "@/components/organizer/sync/sync-indicator"
import { VerificationCounts } from "@/components/organizer/verification/verification-counts"
import { buttonLook } from "@/components/ui/button-look"
import { loadAttendeeList } from "@/lib/loaders/attendee-list"
import { loadSyncStatus } from "@/lib/loaders/sync"
import { startBulkAction } from "./bulk-actions"
import { checkInFromListAction, saveColumnsAction } from "./list-actions"

type AttendeesPageProps = {
  params: Promise<{ event: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("list"))("title") }
}

export default async function AttendeesPage({ params, searchParams }: AttendeesPageProps) {
  const { event: slug } = await params
  const attendeeWords = await loadAttendeeWords()
  const list = await loadAttendeeList(slug, await searchParams, attendeeWords)
  const t = await getTranslations("list")
  const messages = await getMessages()
  const path = `/organizer/${slug}/attendees`
  return (
    <AttendeeListProvider
      event={slug}
      path={path}
      columns={sendColumns(list.columns)}
      builtInFacets={await loadBuiltInFacets(list.event)}
      notAnswered={t("filter.not_answered")}
      language={attendeeWords.language}
      timeZone={list.event.timeZone}
      may={list.may}
      firstPage={sendPage(list.page)}
      firstKey={list.firstKey}
      hasBadCursor={list.page.isCursorRefused}
      counts={list.counts}
      savedView={list.savedView}
      saveView={saveColumnsAction.bind(null, slug)}
    >
      <OrganizerPage
        scope={list.scope}
        event={list.event}
        current="attendees"
        title={t("title")}
        messages={{
          list: messages.list,
          sync: messages.sync,
          person: { drawer: messages.person.drawer, panel: messages.person.panel },
        }}
        count={<ListCount />}
        actions={
          <>
            <ListTools />
            {list.may.checkIn && (
              <a href={`${path}/new`} className={buttonLook.second}>
                {t("action.add")}
              </a>
            )}
          </>
        }
        isFlush
      >
        <AttendeeListBody
          bulkAction={startBulkAction.bind(null, slug)}
          jobId={list.jobId}
          checkIn={checkInFromListAction.bind(null, slug)}
          registrationUrl={list.registrationUrl}
          beside={
            <>
              <VerificationCounts slug={slug} progress={list.verified} />
              <SyncIndicator
                event={slug}
                first={await loadSyncStatus(slug)}
                timeZone={list.event.timeZone}
                back={path}
              />
            </>
          }
        />
      </OrganizerPage>
    </AttendeeListProvider>
  )
}
