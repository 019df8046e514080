import { and, eq, gt, gte, lte, sql } from "drizzle-orm"
import type { Companion } from "../companion"
import type { Database } from "../database"
import { rateLimit } from "../schema/rate-limit"

/** One counter: `limit` points until `endsAt`, which the first point sets. */
export type Bucket = {
  /** Holds nothing in clear: subjects are hashed before they come here. */
  key: string
  limit: number
  endsAt: Date
  /** When the last point is taken the bucket ends at this moment instead. */
  endsWhenFull?: Date
}

/** `points` so far, this one included; or refused, and free again at `until`. */
export type Charged = { ok: true; points: number } | { ok: false; until: Date }

/** Takes one point. One statement, so parallel requests never share the last one; a refusal changes nothing. */
export async function chargeBucket(db: Database, bucket: Bucket, now: Date): Promise<Charged> {
  const { key, limit, endsAt, endsWhenFull = null } = bucket
  const isOver = lte(rateLimit.expire, now)
  const end = sql.param(endsAt, rateLimit.expire)
  const fullEnd = sql`coalesce(${sql.param(endsWhenFull, rateLimit.expire)}, ${rateLimit.expire})`
  const [row] = await db
    .insert(rateLimit)
    .values({ key, points: 1, expire: endsAt })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        points: sql`case when ${isOver} then 1 else ${rateLimit.points} + 1 end`,
        expire: sql`case when ${isOver} then ${end} when ${rateLimit.points} + 1 >= ${limit} then ${fullEnd} else ${rateLimit.expire} end`,
      },
      setWhere: sql`${isOver} or ${rateLimit.points} < ${limit}`,
    })
    .returning({ points: rateLimit.points })
  if (row) return { ok: true, points: row.points }
  return { ok: false, until: (await findBucketEnd(db, key, limit)) ?? now }
}

/**
 * Takes one point of each bucket in one statement, in their order, which must be the same for everybody, so that no two
 * wait for each other. Returns the points of those that were not refused, by key, and when another one that was full before
 * ends. A refused one leaves the others charged: end the transaction with an error.
 */
export async function chargeBuckets(
  tx: Database,
  buckets: Omit<Bucket, "endsWhenFull">[],
  other: Pick<Bucket, "key" | "limit">,
  now: Date,
): Promise<{ points: Map<string, number>; otherEnd: Date | null }> {
  const isOver = lte(rateLimit.expire, now)
  const limits = buckets.map(({ key, limit }) => sql`when ${key} then ${limit}::int`)
  const rows = await tx
    .insert(rateLimit)
    .values(buckets.map(({ key, endsAt }) => ({ key, points: 1, expire: endsAt })))
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        points: sql`case when ${isOver} then 1 else ${rateLimit.points} + 1 end`,
        expire: sql`case when ${isOver} then excluded.expire else ${rateLimit.expire} end`,
      },
      setWhere: sql`${isOver} or ${rateLimit.points} < case excluded.key ${sql.join(limits, sql` `)} end`,
    })
    .returning({
      key: rateLimit.key,
      points: rateLimit.points,
      otherEnd: sql<Date | null>`(select other.expire from ${rateLimit} as other
        where other.key = ${other.key} and other.points >= ${other.limit})`.mapWith(rateLimit.expire),
    })
  return {
    points: new Map(rows.map(({ key, points }) => [key, points])),
    otherEnd: rows[0]?.otherEnd ?? null,
  }
}

/** When a counter that has reached `limit` ends, or null: there is none, or points are left. */
export async function findBucketEnd(db: Database, key: string, limit: number): Promise<Date | null> {
  const [row] = await db
    .select({ expire: rateLimit.expire })
    .from(rateLimit)
    .where(and(eq(rateLimit.key, key), gte(rateLimit.points, limit)))
    .limit(1)
  return row?.expire ?? null
}

/** Gives one point back; one whose time is over anyway stays gone. */
export async function refundBucket(db: Database, key: string, now: Date): Promise<void> {
  await db
    .update(rateLimit)
    .set({ points: sql`greatest(${rateLimit.points} - 1, 0)` })
    .where(and(eq(rateLimit.key, key), gt(rateLimit.expire, now)))
}

/**
 * The key of a row that notes which counters the code of a mail job was charged to: whoever finds out later that it was
 * never had knows nobody's address nor network any more. `id` and the keys say nothing in clear.
 */
export function receiptKey(id: string, keys: string[]): string {
  return receiptPrefix(id) + keys.join(",")
}

/** The counters of a receipt, which is gone with that: nobody gives the same back twice. */
export async function takeReceipt(db: Database, id: string): Promise<string[]> {
  const prefix = receiptPrefix(id)
  const taken = await db
    .delete(rateLimit)
    .where(sql`starts_with(${rateLimit.key}, ${prefix})`)
    .returning({ key: rateLimit.key })
  return taken.flatMap(({ key }) => key.slice(prefix.length).split(","))
}

function receiptPrefix(id: string): string {
  return `receipt:${id}:`
}

/** Counts from nothing again, along with other writes; returns what it was counted to, and until when. */
export async function emptyBucket(
  db: Database,
  key: string,
  along: Companion[] = [],
): Promise<{ points: number; expire: Date | null } | null> {
  const { points, expire } = rateLimit
  const [row] = await db
    .with(...along)
    .delete(rateLimit)
    .where(eq(rateLimit.key, key))
    .returning({ points, expire })
  return row ?? null
}

/** Erases counters whose time is over. */
export async function deleteEndedBuckets(db: Database, now: Date): Promise<void> {
  await db.delete(rateLimit).where(lte(rateLimit.expire, now))
}
