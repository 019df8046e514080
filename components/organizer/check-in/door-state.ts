import type { NetworkAct } from "@/components/organizer/attendee-detail/describe-network"
import type { CheckInKind } from "@/lib/domain/check-in"

/** Somebody at the door, in finished sentences. */
export type DoorRow = {
  id: string
  name: string
  /** Beside the name: address, or when and by whom. */
  detail: string
  /** Null where there is nothing to warn of. */
  delivery: string | null
  /** The attendee's page; null for whoever may not open it. */
  path: string | null
  canCheckIn: boolean
  canUndo: boolean
}

export type DoorResult = {
  /** `done` and `failed`: another act than letting somebody in. */
  kind: CheckInKind | "empty" | "done" | "failed"
  title: string
  body: string
  /** Who it is about, if it is one of this event's attendees. */
  attendee: { id: string; name: string; path: string | null } | null
  /** What they answered to the questions the door is to show. */
  answers?: { label: string; text: string }[]
  /** Their network pass, where the event has one. */
  network?: DoorPass
}

/** How a network pass stands, and what the door can do about it: `act` is the value of the field `pass_act`. */
export type DoorPass = { text: string; isBad: boolean; acts: { act: NetworkAct; label: string }[] }

/** What the door answers: the result of a scan, or who a search found. `attempt` grows with every answer. */
export type DoorState = {
  attempt: number
  result: DoorResult | null
  search: { summary: string; more: string | null; rows: DoorRow[] } | null
  /** What the box starts from: what could not be sent. */
  typed?: string
}

export type DoorAction = (state: DoorState, form: FormData) => Promise<DoorState>

export const initialDoor: DoorState = { attempt: 0, result: null, search: null }
