import type { Answers } from "./answers"
import type { AttendeeStatus } from "./attendee"
import type { StatusDelivery } from "./check-in"
import type { NetworkPassView } from "./network-pass"
import type { Permission } from "./permission"
import type { Question } from "./question"
import type { DeliveryFailure } from "./registration"
import type { ReservedFields } from "./status-field"
import type { VerifiedBy } from "./verification"

/** What GATE said of an attendee, and when: just now, at the last walk through its records, or nothing. */
export type GateWord = {
  kind: "now" | "kept" | "silent" | "none"
  at: Date | null
  /** Fields that say something, by GATE's names; sensitive ones masked. */
  fields: { name: string; value: string }[]
  /** Where one record in GATE is of several of the person's events: which of them it carries. */
  shows: ShownEvent | null
}

/** `title`: null where the event is another organization's. `since`: null where nobody here moved the record. */
export type ShownEvent = { title: string | null; since: Date | null; isThis: boolean }

export type HistoryEntry = {
  name: string
  at: Date
  detail: Record<string, string | number | boolean | string[]>
  /** Address of the organizer who did it, empty for one who left; null: the attendee, or Gatehouse by itself. */
  by: string | null
}

/** What an organizer wrote to somebody; `at`: null while it waits to be sent. */
export type SentMessage = { subject: string; at: Date | null; isRefused: boolean }

/** Everything an organizer sees of one attendee. Sensitive answers are masked. */
export type AttendeeDetail = {
  id: string
  firstName: string
  lastName: string
  email: string
  code: string
  status: AttendeeStatus
  /** Of whoever waits for a place, from 1. */
  placeInLine: number | null
  /** When name and answers were erased; nothing of them can be changed any more. */
  erasedAt: Date | null
  registeredAt: Date
  checkedIn: { at: Date; by: string | null } | null
  badgePrintedAt: Date | null
  completion: number
  language: string
  termsAcceptedAt: Date
  termsVersion: number
  /** Until when the person may change their answers, and whether that is an exception of their own. */
  deadline: Date
  hasOwnDeadline: boolean
  questions: Question[]
  answers: Answers
  /** What an edit form starts from, and its fingerprints. */
  startFrom: Answers
  spellings: Record<string, string>
  seen: Record<string, string>
  /** Sensitive answers that were found right; `by` is empty for an organizer who left. */
  verifications: { questionKey: string; method: VerifiedBy; at: Date; by: string }[]
  /** Keys of questions whose answer GATE has not been given yet. */
  undelivered: string[]
  gate: GateWord
  /** Why GATE has not taken everything. */
  failure: DeliveryFailure | null
  reserved: ReservedFields
  statusDelivery: StatusDelivery
  history: HistoryEntry[]
  /** What organizers wrote to them. */
  messages: SentMessage[]
  /** Null where there is no network pass. */
  network: NetworkPassView | null
  /** A cancellation can still be taken back. */
  canRestore: boolean
  /** The event is not over. */
  canCancel: boolean
  permissions: ReadonlySet<Permission>
}
