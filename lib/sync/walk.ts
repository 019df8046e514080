import type { AppContext } from "@/lib/context"
import type { EventWithQuestions } from "@/lib/domain/event"

/** One organization's records being compared with its events; `run` is the number of the walk. */
export type Walk = {
  context: AppContext
  organizationId: string
  run: number
  events: EventWithQuestions[]
}

/** How long ago a write must have ended for a read of GATE at `readAt` to know of it (reliability G1). */
export function believedSince({ context }: Pick<Walk, "context">, readAt: Date): Date {
  return new Date(readAt.getTime() - context.settleMs)
}
