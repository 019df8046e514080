import type { Logger } from "pino"
import type { Database } from "@/lib/db/database"
import type { GateClient } from "@/lib/gate/client"
import type { MailTransport } from "@/lib/mail/transport"
import type { FieldKeys } from "@/lib/profile/sensitive"

/** What the use cases of registration work with; built once in `lib/runtime.ts`, or by a test. */
export type RegistrationContext = {
  db: Database
  gate: GateClient
  mail: MailTransport
  log: Logger
  clock: () => Date
  newId: () => string
  random: () => number
  sleep: (ms: number) => Promise<void>
  /** `fields` encrypts sensitive answers; empty where they cannot be asked for. */
  keys: { code: Buffer; directory: Buffer; fingerprint: Buffer; unsubscribe: Buffer; fields: FieldKeys }
  limits: CodeLimits
  /** This process, as the owner of what it works on. */
  owner: string
  /** How long after a dropped POST "not found" is not believed, in milliseconds (reliability §1.3). */
  settleMs: number
  siteUrl: string
  organizers: OrganizerRules
  /** The organizer who has this done; absent: the person themselves, or Gatehouse by itself. Written into the trail. */
  actorId?: string
  /** What the organizer who acts has said should happen when every place is taken; absent: nobody gets in. */
  whenFull?: WhenFull
}

/** Takes a place beyond the capacity, or raises the capacity first. */
export type WhenFull = "exceed" | { raiseTo: number }

/** Who is an organizer, from the environment. `emails` are normalised; `roles` are those of GATE accounts. */
export type OrganizerRules = {
  roles: readonly string[]
  emails: readonly string[]
  /** Where organizers are looked for beside the organizations of events, and where an address without account belongs. */
  organization: { name: string; id: string } | null
}

/** Counts codes sent to one address or from one client; `take` is false when the limit is reached. */
export type CodeLimits = { take(subject: { email: string; client: string | null }): Promise<boolean> }
