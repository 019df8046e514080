import { getLocale, getTranslations } from "next-intl/server"
import { durationText, passActs } from "@/components/organizer/attendee-detail/describe-network"
import { answerText } from "@/components/profile/answer-text"
import type { Answers } from "@/lib/domain/answers"
import type { CheckInOutcome, StatusDelivery } from "@/lib/domain/check-in"
import type { OrganizerEvent } from "@/lib/domain/event"
import { clockTime } from "@/lib/domain/event-time"
import type { NetworkPassView } from "@/lib/domain/network-pass"
import type { Permission } from "@/lib/domain/permission"
import { isShown } from "@/lib/domain/profile"
import type { Question } from "@/lib/domain/question"
import type { DoorPass, DoorResult, DoorRow } from "./door-state"

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

/** What somebody answered to the questions that are marked for the door, in their order. */
export async function describeDoorAnswers(
  questions: Question[],
  answers: Answers,
): Promise<NonNullable<DoorResult["answers"]>> {
  const shown = questions.filter((question) => question.atDoor && isShown(question, answers))
  const described = shown.map(async (question) => {
    const answer = answers[question.key]
    return answer ? [{ label: question.label, text: await answerText(question, answer) }] : []
  })
  return (await Promise.all(described)).flat()
}

/** How somebody's network pass stands, in the one line there is room for at the door. */
export async function describePass(view: NetworkPassView): Promise<DoorPass> {
  const t = await getTranslations("person")
  const inList = await getTranslations("list.labels")
  const { state, missing, secondsLeft, secondsGranted } = view
  const left = secondsGranted === null ? null : (secondsLeft ?? secondsGranted)
  const label = inList(`network.${state}`)
  const isRunning = state === "ready" || state === "used"
  const text = missing
    ? t(`network.missing.${missing}`)
    : left !== null && isRunning
      ? t("door.network_left", { state: label, left: await durationText(left) })
      : t("door.network", { state: label })
  const offered = passActs(view).filter((act) => act === "add_network_time" || act === "give_network_again")
  return {
    text,
    isBad: state === "needs_attention",
    acts: offered.map((act) => ({ act, label: t(`act.${act}`) })),
  }
}

type CheckedIn = { id: string; name: string; checkedInAt: Date; by: string | null; delivery: StatusDelivery }

/** The last check-ins as rows, each of which can be undone. */
export async function describeRecent(
  recent: CheckedIn[],
  { event, permissions }: { event: DoorEvent; permissions: ReadonlySet<Permission> },
): Promise<DoorRow[]> {
  const t = await getTranslations("person")
  const language = await getLocale()
  return recent.map(({ id, name, checkedInAt, by, delivery }) => ({
    id,
    name: name || t("nameless"),
    detail: [clockTime(checkedInAt, event.timeZone, language), by && t("door.by", { by })]
      .filter(Boolean)
      .join(" "),
    delivery: delivery === "waiting" || delivery === "refused" ? t(`door.${delivery}`) : null,
    path: permissions.has("view") ? pathOf(event, id) : null,
    canCheckIn: false,
    canUndo: true,
  }))
}
