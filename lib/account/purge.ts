import type { AppContext } from "@/lib/context"
import { deleteExpiredGateRecords } from "@/lib/db/queries/gate-records"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"
import {
  abandonUnfinished,
  countMailboxBefore,
  deleteMailboxBefore,
  type ExpiredRegistration,
  listExpiredRegistrations,
  purgeRegistration,
} from "@/lib/db/queries/retention"
import { deleteSpentInvitations } from "@/lib/db/queries/team"

export type PurgeContext = Pick<AppContext, "db" | "clock" | "newId">

/** What goes, by event: ids and counts, nothing personal. */
export type PurgeReport = {
  events: {
    slug: string
    endsAt: Date
    retentionDays: number
    registrations: string[]
    gateRecords: number
  }[]
  mailboxMessages: number
}

const batchSize = 200

/** A dry run reads everything at once. */
const reportLimit = 100_000

/** Mails in the local mailbox, and who helped at a door, are kept as long as an event's answers are by default. */
const defaultLifetimeMs = 30 * 24 * 60 * 60_000

function reportOf(expired: ExpiredRegistration[], mailboxMessages: number): PurgeReport {
  const events = new Map<string, PurgeReport["events"][number]>()
  for (const { id, gateExtraId, event } of expired) {
    const entry = events.get(event.slug) ?? { ...event, registrations: [], gateRecords: 0 }
    entry.registrations.push(id)
    if (gateExtraId !== null) entry.gateRecords += 1
    events.set(event.slug, entry)
  }
  return { events: [...events.values()], mailboxMessages }
}

/** What a purge would erase now. */
export async function previewPurge({ db, clock }: PurgeContext): Promise<PurgeReport> {
  const before = new Date(clock().getTime() - defaultLifetimeMs)
  return reportOf(
    await listExpiredRegistrations(db, clock(), reportLimit),
    await countMailboxBefore(db, before),
  )
}

/**
 * Erases names and answers of every event whose retention period is over, and owes the deletion of their GATE records.
 * People's accounts are theirs and stay. Safe to run from several processes.
 */
export async function purge({ db, clock, newId }: PurgeContext): Promise<PurgeReport> {
  const now = clock()
  const purged: ExpiredRegistration[] = []
  for (;;) {
    const batch = await listExpiredRegistrations(db, now, batchSize)
    for (const registration of batch) {
      await db.transaction(async (tx) => {
        const { id, personId, gateExtraId, extraStartedAt } = registration
        if (!(await purgeRegistration(tx, id, now))) return
        await abandonUnfinished(tx, id)
        if (gateExtraId === null && extraStartedAt === null) return
        await insertGateTask(tx, {
          ...{ id: newId(), personId, kind: "purge_record", registrationId: id, createdAt: now, runAt: now },
        })
      })
    }
    purged.push(...batch)
    if (batch.length < batchSize) break
  }
  await deleteExpiredGateRecords(db, now)
  const before = new Date(now.getTime() - defaultLifetimeMs)
  const mailboxMessages = await countMailboxBefore(db, before)
  await deleteMailboxBefore(db, before)
  await deleteSpentInvitations(db, before)
  return reportOf(purged, mailboxMessages)
}
