import type { Database } from "@/lib/db/database"
import type { GateClient } from "@/lib/gate/client"
import type { Violation } from "./violation"

export type ExaminationContext = { db: Database; gate: GateClient; clock: () => Date }

export type ExaminationOptions = {
  /** Everything had the time it needs: nothing may be on its way any more. */
  isSettled?: boolean
  /** GATE holds nothing but what Gatehouse made, so that every other account or record is one too many. */
  isAlone?: boolean
}

export type Examination = {
  violations: Violation[]
  /** How many registrations are at each step. */
  steps: Record<string, number>
}
