import type { ProfileQuestion } from "@/components/profile/profile-question"
import type { FormState } from "@/lib/actions/state"
import type { AttendeeStatus } from "@/lib/domain/attendee"
import type { NetworkState } from "@/lib/domain/network-pass"

/** What an organizer can have done; each is the value of a form's field `do`. */
export const attendeeActs = [
  "check_in",
  "undo_check_in",
  "badge",
  "undo_badge",
  "add_network_time",
  "end_network",
  "give_network_again",
  "renew_network_password",
  "resend",
  "retry",
  "restore",
  "extend",
  "cancel",
  "erase",
  "move_up",
  "give_place",
  "edit",
  "reveal",
  "verify",
  "undo_verification",
] as const

export type AttendeeAct = (typeof attendeeActs)[number]

type ActButton = { act: AttendeeAct; label: string }

/** A network pass in finished sentences. */
export type ShownPass = {
  title: string
  state: { value: NetworkState; label: string }
  /** Why it needs attention, or what the person asked for, with GATE's own words by field. */
  notice: { text: string; items: string[] } | null
  facts: { label: string; value: string }[]
  /** Null where time is not limited. */
  left: { value: number; max: number; label: string } | null
  acts: ActButton[]
}

/** One attendee in finished sentences, as the drawer fetches it and the whole page renders it. */
export type ShownAttendee = {
  id: string
  name: string
  email: string
  /** Of the whole page. */
  path: string
  status: { value: AttendeeStatus; label: string }
  /** What is wrong or under way. */
  notices: { tone: "plain" | "warn"; text: string; items: string[] }[]
  facts: { label: string; value: string; isEmpty: boolean }[]
  answers: {
    key: string
    label: string
    /** Null where nothing was answered. */
    text: string | null
    isWaiting: boolean
    reveal: string | null
    /** That it was found right, by whom and when. */
    verified: string | null
    /** What can be said of a sensitive answer now; the fields name the answer that is on the page. */
    verify: { act: AttendeeAct; label: string; fields: Record<string, string> }[]
  }[]
  missing: string
  network: ShownPass | null
  gate: { lead: string; fields: { name: string; value: string }[] }
  history: { at: string; text: string }[]
  /** The one or two things one comes for, and the rest. */
  first: ActButton[]
  others: ActButton[]
  /** A `datetime-local` value, on the event's clocks. */
  deadline: { value: string; hint: string } | null
  /** What asks twice. */
  grave: { act: AttendeeAct; label: string; points: string[]; submit: string }[]
  /** What puts somebody who waits before others, each with a reason. */
  jumps: { act: AttendeeAct; label: string; reason: string; submit: string }[]
  jumpReasons: { value: string; label: string }[]
  edit: { questions: ProfileQuestion[]; values: FormState["values"] } | null
}

/** What the data route answers to an act; `goTo` is another page. */
export type ActReply = { state: FormState; attendee: ShownAttendee | null } | { goTo: string }
