import type { AppContext } from "@/lib/context"
import { countGateProblems } from "@/lib/db/queries/gate-records"
import { ensureGateSyncs, findGateSync, hastenGateSync } from "@/lib/db/queries/gate-sync"
import type { SyncStatus } from "@/lib/domain/sync-status"
import type { EventScope } from "@/lib/organizers/scope"
import { syncOrganization } from "./sync"

/** How long somebody who asks for a comparison waits for it; it goes on behind the answer. */
const patienceMs = 2_000

const operatorKinds = ["auth", "forbidden", "protocol"]

/** When the event's attendees were last compared with GATE, and what stands in the way. */
export async function readSyncStatus(
  { db }: Pick<AppContext, "db">,
  { event }: EventScope,
): Promise<SyncStatus> {
  const sync = await findGateSync(db, event.organization.id)
  const problems = Object.values(await countGateProblems(db, event.slug)).reduce(
    (sum, count) => sum + count,
    0,
  )
  const failure = sync?.lastFailure ?? null
  return {
    finishedAt: sync?.finishedAt?.toISOString() ?? null,
    progress: sync?.startedAt
      ? { seen: Math.min(sync.offset, sync.total ?? sync.offset), total: sync.total }
      : null,
    trouble: failure && (operatorKinds.includes(failure.kind) ? "refused" : "unreachable"),
    retryAt: failure && sync ? sync.runAt.toISOString() : null,
    problems,
  }
}

/**
 * Compares with GATE now, as far as this minute's calls and GATE's own wishes allow: what it was asked to wait for is
 * waited for.
 */
export async function syncNow(context: AppContext, scope: EventScope): Promise<SyncStatus> {
  const { db, clock } = context
  const now = clock()
  const { id } = scope.event.organization
  await ensureGateSyncs(db, now)
  await hastenGateSync(db, id, now)
  await syncOrganization(context, id, new Date(now.getTime() + patienceMs), { isWanted: true })
  return readSyncStatus(context, scope)
}
