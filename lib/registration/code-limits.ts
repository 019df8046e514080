import { createHmac } from "node:crypto"
import type { AppContext } from "@/lib/context"
import type { Companion } from "@/lib/db/companion"
import type { Transaction } from "@/lib/db/database"
import {
  type Bucket,
  chargeBucket,
  chargeBuckets,
  emptyBucket,
  findBucketEnd,
  receiptKey,
} from "@/lib/db/queries/rate-limits"
import { AppError } from "@/lib/domain/errors"
import { readWork } from "./proof-of-work"

/** Who asks for a code. */
export type Asker = {
  /** Address of the client, or null where the server does not say. */
  client: string | null
  /** Whether this browser has proved an address before. */
  hasProved?: ((email: string) => boolean) | undefined
  /** What the form sent as proof of work. */
  work?: string | null
}

type LimitContext = Pick<AppContext, "clock" | "keys" | "limits">

const minuteMs = 60_000
const quarterHourMs = 15 * minuteMs
const dayMs = 24 * 60 * minuteMs
const clientWindowMs = 10 * minuteMs

/** Failures are counted in a row, whatever the time between: a month without one is taken for the end of it. */
const failureMemoryMs = 30 * dayMs

/** The key of a bucket: who it is about is hashed. */
export function limitKey({ keys }: Pick<AppContext, "keys">, name: string, ...subject: string[]): string {
  const hash = createHmac("sha256", keys.limits).update(JSON.stringify(subject)).digest("base64url")
  return `${name}:${hash}`
}

type Rule = { name: string; subject: string[]; limit: number; windowMs: number }

/**
 * The longest first, so that a refusal names the time that counts. A stranger's client may use up half of an address's
 * day at most: it takes two to shut out the address's owner on a browser nobody knows, and none can on a known one.
 */
function rulesOf({ limits }: LimitContext, email: string, asker: Asker): Rule[] {
  const { perDay, perQuarterHour } = limits
  if (asker.hasProved?.(email))
    return [
      { name: "codes-own-day", subject: [email], limit: perDay, windowMs: dayMs },
      { name: "codes-own", subject: [email], limit: perQuarterHour, windowMs: quarterHourMs },
    ]
  const pair = [email, asker.client ?? "unknown"]
  return [
    { name: "codes-day", subject: [email], limit: perDay, windowMs: dayMs },
    ...(asker.client === null
      ? []
      : [{ name: "codes-pair-day", subject: pair, limit: Math.ceil(perDay / 2), windowMs: dayMs }]),
    { name: "codes-pair", subject: pair, limit: perQuarterHour, windowMs: quarterHourMs },
  ]
}

type Charged = Bucket & { points: number | undefined }

async function refuseFull({ clock }: LimitContext, tx: Transaction, bucket: Charged): Promise<void> {
  if (bucket.points !== undefined) return
  const now = clock().getTime()
  const until = await findBucketEnd(tx, bucket.key, bucket.limit)
  throw new AppError("too_many_codes", (until?.getTime() ?? now) - now)
}

/** A client that asks for much shows that it works for it, each time anew; one that asks for too much is refused. */
async function requireWork(
  context: LimitContext,
  tx: Transaction,
  client: string,
  asker: Asker,
): Promise<void> {
  const now = context.clock()
  const work = await readWork(context, client, asker.work ?? "")
  if (!work) throw new AppError("work_needed")
  if (work.notBefore > now) throw new AppError("work_needed", work.notBefore.getTime() - now.getTime())
  const once = { key: limitKey(context, "work", work.id), limit: 1, endsAt: work.expiresAt }
  if (!(await chargeBucket(tx, once, now)).ok) throw new AppError("work_needed")
}

/**
 * Charges the code of a mail job to whoever asks for it: the client first, then the address. The transaction must end
 * with the error that is thrown, so that a refusal charges nobody; the order is the same for everybody, so that no two
 * wait for each other.
 * @throws AppError `too_many_codes`, `work_needed`, `address_resting`
 */
export async function chargeCode(
  context: LimitContext,
  tx: Transaction,
  { jobId, email, asker }: { jobId: string; email: string; asker: Asker },
): Promise<void> {
  const { perClient, perClientFree } = context.limits
  const { client } = asker
  const rules = rulesOf(context, email, asker)
  const ofClient: Rule[] =
    client === null
      ? []
      : [{ name: "codes-client", subject: [client], limit: perClient, windowMs: clientWindowMs }]
  const now = context.clock()
  const buckets = [...ofClient, ...rules].map(({ name, subject, limit, windowMs }) => ({
    key: limitKey(context, name, ...subject),
    limit,
    endsAt: new Date(now.getTime() + windowMs),
  }))
  const ofAddress = buckets.slice(ofClient.length).map(({ key }) => key)
  const failures = { key: failureKey(context, email, asker.hasProved), limit: context.limits.failures }
  const receipt = { key: receiptKey(jobId, ofAddress), limit: 1, endsAt: new Date(now.getTime() + dayMs) }
  const { points, otherEnd: restsUntil } = await chargeBuckets(tx, [...buckets, receipt], failures, now)
  const charged: Charged[] = buckets.map((bucket) => ({ ...bucket, points: points.get(bucket.key) }))
  const [first] = charged
  if (client !== null && first) {
    await refuseFull(context, tx, first)
    if ((first.points ?? 0) > perClientFree) await requireWork(context, tx, client, asker)
  }
  refuseResting(restsUntil, now)
  for (const bucket of charged) await refuseFull(context, tx, bucket)
}

/** A browser that has proved the address has a count of its own, so that strangers cannot put its codes to rest. */
function failureKey(context: LimitContext, email: string, hasProved: Asker["hasProved"]): string {
  return limitKey(context, hasProved?.(email) ? "failures-own" : "failures", email)
}

function refuseResting(until: Date | null, now: Date): void {
  if (until && until > now) throw new AppError("address_resting", until.getTime() - now.getTime())
}

/**
 * Counts a wrong code, in the transaction that compared it, before anybody is told. At the last one the address rests.
 * @throws AppError `address_resting`
 */
export async function countFailure(
  context: LimitContext,
  tx: Transaction,
  email: string,
  asker: Pick<Asker, "hasProved">,
): Promise<void> {
  const now = context.clock()
  const { failures, restMs } = context.limits
  const bucket = {
    key: failureKey(context, email, asker.hasProved),
    limit: failures,
    endsAt: new Date(now.getTime() + failureMemoryMs),
    endsWhenFull: new Date(now.getTime() + restMs),
  }
  const charged = await chargeBucket(tx, bucket, now)
  if (!charged.ok) throw new AppError("address_resting", charged.until.getTime() - now.getTime())
}

/**
 * The right code ends the row of failures, and `along` is written with that, unless the address rests: then no code counts,
 * and the transaction must end with the error.
 * @throws AppError `address_resting`
 */
export async function forgetFailures(
  context: LimitContext,
  tx: Transaction,
  email: string,
  asker: Pick<Asker, "hasProved">,
  along: Companion[],
): Promise<void> {
  const failures = await emptyBucket(tx, failureKey(context, email, asker.hasProved), along)
  const isFull = failures !== null && failures.points >= context.limits.failures
  refuseResting(isFull ? failures.expire : null, context.clock())
}
