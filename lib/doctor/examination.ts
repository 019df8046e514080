import type { Database } from "@/lib/db/database"
import type { GateClient } from "@/lib/gate/client"
import type { TrailMark } from "./examine-trails"
import type { Violation } from "./violation"

export type ExaminationContext = { db: Database; gate: GateClient; clock: () => Date }

export type ExaminationOptions = {
  /** Everything had the time it needs: nothing may be on its way any more. */
  isSettled?: boolean
  /** GATE holds nothing but what Gatehouse made, so that every other account or record is one too many. */
  isAlone?: boolean
  /** Where audit trails ended when somebody looked last, by subject; brought up to date where all is well. */
  marks?: Map<string, TrailMark>
}

export type Examination = {
  violations: Violation[]
  /** How many registrations are at each step. */
  steps: Record<string, number>
}
