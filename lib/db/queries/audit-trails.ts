import { asc, eq, gt, inArray, notExists, type SQL, sql } from "drizzle-orm"
import type { PgColumn } from "drizzle-orm/pg-core"
import type { Database } from "../database"
import { auditChain } from "../schema/audit-chain"
import { organizerEvent } from "../schema/organizer"
import { registration, registrationEvent } from "../schema/registration"

/** Where a trail ends: `subject` is `registration <id>` or `organization <id>`. */
export type TrailEnd = { subject: string; length: number; hash: string }

/** An entry with what its hash is made of. */
export type ChainedEntry = { subject: string; id: number; position: number; hash: string; content: string }

/** Ends of trails in the order of their subjects. */
export async function listTrailEnds(db: Database, after: string | null, limit: number): Promise<TrailEnd[]> {
  return db
    .select()
    .from(auditChain)
    .where(after === null ? undefined : gt(auditChain.subject, after))
    .orderBy(asc(auditChain.subject))
    .limit(limit)
}

type Trail = {
  table: typeof registrationEvent | typeof organizerEvent
  owner: PgColumn
  kind: "registration" | "organization"
  event: SQL | PgColumn
}

const trails: Trail[] = [
  {
    table: registrationEvent,
    owner: registrationEvent.registrationId,
    kind: "registration",
    event: sql`null::uuid`,
  },
  {
    table: organizerEvent,
    owner: organizerEvent.organizationId,
    kind: "organization",
    event: organizerEvent.eventId,
  },
]

const subjectOf = ({ kind, owner }: Trail) => sql<string>`${`${kind} `}::text || ${owner}`

/**
 * Entries of some trails, each trail from its first on. What they say is put together here and not by the database's own
 * function of the same purpose, which whoever changes rows could change as well.
 */
export async function listChainedEntries(db: Database, subjects: string[]): Promise<ChainedEntry[]> {
  const found: ChainedEntry[] = []
  for (const trail of trails) {
    const { table, owner, kind, event } = trail
    const ids = subjects
      .filter((subject) => subject.startsWith(`${kind} `))
      .map((s) => s.slice(kind.length + 1))
    if (ids.length === 0) continue
    const subject = subjectOf(trail)
    const micros = sql`(extract(epoch from ${table.at}) * 1000000)::bigint`
    const content = sql<string>`jsonb_build_array(${subject}, ${table.id}, ${table.name}, ${micros}, ${table.detail},
      ${table.actorId}, ${event})::text`
    const { id, position, hash } = table
    found.push(
      ...(await db
        .select({ subject, id, position, hash, content })
        .from(table)
        .where(inArray(owner, ids))
        .orderBy(asc(owner), asc(table.position), asc(table.id))),
    )
  }
  return found
}

/** Trails with entries and without an end. */
export async function listEndlessTrails(db: Database): Promise<string[]> {
  const found: string[] = []
  for (const trail of trails) {
    const end = db
      .select({ subject: auditChain.subject })
      .from(auditChain)
      .where(eq(auditChain.subject, subjectOf(trail)))
    const rows = await db
      .selectDistinct({ subject: subjectOf(trail) })
      .from(trail.table)
      .where(notExists(end))
    found.push(...rows.map(({ subject }) => subject))
  }
  return found
}

/** Registrations of which nothing is told: each begins with an entry. */
export async function listWithoutTrail(db: Database): Promise<string[]> {
  const entries = db
    .select({ id: registrationEvent.id })
    .from(registrationEvent)
    .where(eq(registrationEvent.registrationId, registration.id))
  const rows = await db.select({ id: registration.id }).from(registration).where(notExists(entries))
  return rows.map(({ id }) => id)
}
