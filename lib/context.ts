import type { Logger } from "pino"
import type { Database } from "@/lib/db/database"
import type { GateClient } from "@/lib/gate/client"
import type { MailTransport } from "@/lib/mail/transport"
import type { WalletIssuers } from "@/lib/pass/issuers"

/** Keys for sensitive fields: the first encrypts, all of them decrypt, so a new key is put first. */
export type FieldKeys = readonly { id: string; key: Buffer }[]

/** What the use cases work with; built once in `lib/runtime.ts`, or by a test. */
export type AppContext = {
  db: Database
  gate: GateClient
  mail: MailTransport
  log: Logger
  clock: () => Date
  newId: () => string
  random: () => number
  sleep: (ms: number) => Promise<void>
  /** `fields` encrypts sensitive answers; empty where they cannot be asked for. */
  keys: {
    calendar: Buffer
    code: Buffer
    directory: Buffer
    fingerprint: Buffer
    limits: Buffer
    unsubscribe: Buffer
    wallet: Buffer
    waitlist: Buffer
    fields: FieldKeys
  }
  limits: CodeLimits
  /** This process, as the owner of what it works on. */
  owner: string
  /** How long after a dropped POST "not found" is not believed, in milliseconds (reliability G1). */
  settleMs: number
  /** How long after an event's end a record that its person's events share stays with it, in milliseconds. */
  handoverMs: number
  /** How many characters GATE's text fields take. */
  gateTextLength: number
  /** How many calls the walks through GATE's records may make in any minute, those of all machines together. */
  syncCallsPerMinute: number
  /** How many mails of one message, reminder or thanks to many attendees become due in a minute. */
  messagesPerMinute: number
  siteUrl: string
  /** Whom tickets can be put into a phone's wallet with. */
  wallet: WalletIssuers
  organizers: OrganizerRules
  /** The organizer who has this done; absent: the person themselves, or Gatehouse by itself. Written into the trail. */
  actorId?: string
  /** What the organizer who acts has said should happen when every place is taken; absent: nobody gets in. */
  whenFull?: WhenFull
}

/** Takes a place beyond the capacity, or raises the capacity first. */
export type WhenFull = "exceed" | { raiseTo: number }

/** Who is an organizer, from the environment. `emails` are normalised; `roles` are those of GATE accounts. */
type OrganizerRules = {
  roles: readonly string[]
  emails: readonly string[]
  /** Where organizers are looked for beside the organizations of events, and where an address without account belongs. */
  organization: { name: string; id: string } | null
}

/** How much is too much; decision 0019 says why each is what it is. */
export type CodeLimits = {
  /** Codes to one address in a quarter of an hour, for each client and for the address's own browsers. */
  perQuarterHour: number
  /** Codes to one address in a day: for all strangers together, and once more for the address's own browsers. */
  perDay: number
  /** Codes for one client in ten minutes before it is asked for work, and before it is turned away. */
  perClientFree: number
  perClient: number
  /** Where no work can be done, the person waits this long instead. */
  waitMs: number
  /** Wrong codes for one address in a row, and how long no code of it counts afterwards. */
  failures: number
  restMs: number
}
