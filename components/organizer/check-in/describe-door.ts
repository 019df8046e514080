import { getLocale, getTranslations } from "next-intl/server"
import type { CheckInOutcome, StatusDelivery } from "@/lib/domain/check-in"
import type { OrganizerEvent } from "@/lib/domain/event"
import { clockTime } from "@/lib/domain/event-time"
import type { DoorResult, DoorRow } from "./door-state"

type DoorEvent = Pick<OrganizerEvent, "slug" | "timeZone">

const pathOf = ({ slug }: DoorEvent, id: string) => `/organizer/${slug}/attendees/${id}`

/** What a check-in came to, in words: for the door, the list and one attendee's page alike. */
export async function describeOutcome(outcome: CheckInOutcome, event: DoorEvent): Promise<DoorResult> {
  const t = await getTranslations("person.door.result")
  const { kind } = outcome
  const title = t(`${kind}`)
  if (outcome.kind === "unknown_code") return { kind, title, body: t("unknown_code_body"), attendee: null }
  if (outcome.kind === "other_event")
    return { kind, title, body: t("other_event_body", { event: outcome.eventTitle }), attendee: null }
  const { id, name } = outcome.attendee
  const attendee = { id, name, path: pathOf(event, id) }
  if (outcome.kind === "already") {
    const at = clockTime(outcome.at, event.timeZone, await getLocale())
    const body = outcome.by ? t("already_at_by", { name, at, by: outcome.by }) : t("already_at", { name, at })
    return { kind, title, body, attendee }
  }
  return { kind, title, body: t(`${outcome.kind}_body`, { name }), attendee }
}

/** Nothing was scanned or typed. */
export async function describeNothing(): Promise<DoorResult> {
  const t = await getTranslations("person.door.result")
  return { kind: "empty", title: t("empty"), body: "", attendee: null }
}

type CheckedIn = { id: string; name: string; checkedInAt: Date; by: string | null; delivery: StatusDelivery }

/** The last check-ins as rows, each of which can be undone. */
export async function describeRecent(recent: CheckedIn[], event: DoorEvent): Promise<DoorRow[]> {
  const t = await getTranslations("person")
  const language = await getLocale()
  return recent.map(({ id, name, checkedInAt, by, delivery }) => ({
    id,
    name: name || t("nameless"),
    detail: [clockTime(checkedInAt, event.timeZone, language), by && t("door.by", { by })]
      .filter(Boolean)
      .join(" "),
    delivery: delivery === "waiting" || delivery === "refused" ? t(`door.${delivery}`) : null,
    path: pathOf(event, id),
    canCheckIn: false,
    canUndo: true,
  }))
}
