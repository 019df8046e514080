import type { EventWithQuestions } from "@/lib/domain/event"
import type { RegistrationContext } from "@/lib/registration/context"

/** What a walk works with. */
export type SyncContext = RegistrationContext & {
  /** How many calls the walks of all machines may make in any minute. */
  syncCallsPerMinute: number
}

/** One organization's records being compared with its events; `run` is the number of the walk. */
export type Walk = {
  context: SyncContext
  organizationId: string
  run: number
  events: EventWithQuestions[]
}

/** How long ago a write must have ended for a read of GATE at `readAt` to know of it (reliability G1). */
export function believedSince({ context }: Pick<Walk, "context">, readAt: Date): Date {
  return new Date(readAt.getTime() - context.settleMs)
}
