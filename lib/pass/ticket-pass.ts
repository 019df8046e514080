import type { Event } from "@/lib/domain/event"

/** Wi-Fi that somebody may use now. */
export type PassWifi = {
  networkName: string
  portalUrl: string | null
  username: string | null
  password: string | null
}

/** A ticket as a phone's wallet is to show it. `event` is in the ticket's language. */
export type TicketPass = {
  /** The registration's: a pass with the same one takes the place of the one before. */
  id: string
  language: string
  event: Event
  name: string
  ticketCode: string
  /** What the ticket's QR code says. */
  codeText: string
  ticketUrl: string
  status: PassStatus
  /** Null while there is none, or it is not open. */
  wifi: PassWifi | null
}

/** `gone`: its data was erased, or somebody deleted its record in GATE. */
type PassStatus = "valid" | "checked_in" | "cancelled" | "event_cancelled" | "gone"

/** Whether a pass says in words how it stands. */
export function hasWords(status: PassStatus): status is Exclude<PassStatus, "valid" | "gone"> {
  return status !== "valid" && status !== "gone"
}

/** Whether the pass is good for nothing any more. */
export function isVoid({ status }: Pick<TicketPass, "status">): boolean {
  return status !== "valid" && status !== "checked_in"
}

/**
 * What a wallet was not told. `retryable`: it may be taken later. The text names the kind of failure and there is no
 * `cause`: answers of Apple and Google repeat tokens and ids.
 */
export class PassError extends Error {
  constructor(
    kind: string,
    readonly retryable: boolean,
  ) {
    super(`The wallet was not told: ${kind}`)
    this.name = "PassError"
  }
}

/** Tells a PassError by name, as `isMailError` does. */
export function isPassError(error: unknown): error is PassError {
  return error instanceof Error && error.name === "PassError"
}
