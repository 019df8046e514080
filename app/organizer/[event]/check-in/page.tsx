import type { Metadata } from "next"
import { getLocale, getMessages, getTranslations } from "next-intl/server"
import { describeRecent } from "@/components/organizer/check-in/describe-door"
import { Door } from "@/components/organizer/check-in/door"
import { type DoorState, initialDoor } from "@/components/organizer/check-in/door-state"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { buttonLook } from "@/components/ui/button-look"
import { Notice, noticeLook } from "@/components/ui/notice"
import { countInside } from "@/lib/attendees/list"
import { recentCheckIns } from "@/lib/desk/recent-check-ins"
import { dateRange, isEventDay } from "@/lib/domain/event-time"
import { reservedFields } from "@/lib/domain/status-field"
import { readTicketCode } from "@/lib/domain/ticket-code"
import { loadEventScope } from "@/lib/loaders/organizer"
import { allows, type EventScope } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { doorAction } from "./actions"
import { describeSearch } from "./describe-search"

type CheckInPageProps = {
  params: Promise<{ event: string }>
  /** `scan`: a ticket's code, read by a phone's own camera. */
  searchParams: Promise<{ scan?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("person.door"))("title") }
}

/** Looks a code up and lets nobody in yet: opening an address changes nothing. */
async function firstState(scope: EventScope, scanned: string): Promise<DoorState> {
  const code = readTicketCode(scanned)
  return code ? { ...initialDoor, search: await describeSearch(await runtime(), scope, code) } : initialDoor
}

/** `212 of 240 in`. Everybody who holds a ticket is counted. */
async function progressText(scope: EventScope): Promise<string> {
  const t = await getTranslations("person.door")
  const { inside, all } = await countInside(await runtime(), scope)
  return t("progress", { inside, all })
}

/** A word for whoever opens the door on a day the event is not on; null on its days. */
async function wrongDay({ event }: EventScope): Promise<string | null> {
  const { clock } = await runtime()
  if (isEventDay(event, clock())) return null
  const t = await getTranslations("person.door")
  return t("wrong_day", { date: dateRange(event, await getLocale()) })
}

/** Where people are let in: by scanner, by camera, or by name. */
export default async function CheckInPage({ params, searchParams }: CheckInPageProps) {
  const { event: slug } = await params
  const scope = await loadEventScope(slug, "door")
  const { scan } = await searchParams
  const t = await getTranslations("person")
  const messages = await getMessages()
  const { event } = scope
  const otherDay = await wrongDay(scope)
  const addLink = allows(scope, "edit") && (
    <a href={`/organizer/${slug}/attendees/new?from=desk`} className={buttonLook.second}>
      {t("door.walk_in")}
    </a>
  )
  return (
    <OrganizerPage
      scope={scope}
      event={event}
      current="check_in"
      title={t("door.title")}
      actions={addLink}
      messages={{ person: { door: messages.person.door } }}
    >
      <div className="max-w-[44rem]">
        <p className="mb-3 font-semibold text-20 tabular-nums">{await progressText(scope)}</p>
        {event.cancelledAt && (
          <div className="mb-4">
            <Notice kind="bad" title={t("door.called_off")} />
          </div>
        )}
        {!event.cancelledAt && otherDay && <p className={`${noticeLook.warn} mb-4`}>{otherDay}</p>}
        {reservedFields(event.questions).checkIn === null && (
          <p className={`${noticeLook.info} mb-4`}>{t("notice.kept_here")}</p>
        )}
        <Door
          action={doorAction.bind(null, slug)}
          initial={await firstState(scope, String(scan ?? ""))}
          recent={await describeRecent(await recentCheckIns(await runtime(), scope), scope)}
        />
      </div>
    </OrganizerPage>
  )
}
