import { createHash } from "node:crypto"
import type { Database } from "@/lib/db/database"
import {
  type ChainedEntry,
  listChainedEntries,
  listEndlessTrails,
  listTrailEnds,
  listWithoutTrail,
  type TrailEnd,
} from "@/lib/db/queries/audit-trails"
import type { Violation } from "./violation"

const pageSize = 500

/** Where a trail ended when somebody looked last: how long it was, and its last hash. */
export type TrailMark = Pick<TrailEnd, "length" | "hash">

const fault = (subject: string, problem: string): Violation => ({ invariant: "trail", subject, problem })

function hashAfter(previous: string, { content }: ChainedEntry): string {
  return createHash("sha256").update(previous).update(content).digest("hex")
}

function lost(from: number, to: number): string {
  return from === to
    ? `has lost entry ${from} of its trail`
    : `has lost entries ${from} to ${to} of its trail`
}

/** What is wrong with one trail: an entry that was changed, is missing, or was put in. */
function trailFaults(end: TrailEnd, entries: ChainedEntry[], mark: TrailMark | undefined): string[] {
  const faults: string[] = []
  let previous = ""
  let place = 0
  let isMarkMet = mark === undefined
  for (const entry of entries) {
    const { id, position, hash } = entry
    if (position <= place) {
      faults.push(`has an entry in its trail that was put in (row ${id})`)
      continue
    }
    if (position > place + 1) faults.push(lost(place + 1, position - 1))
    else if (hashAfter(previous, entry) !== hash)
      faults.push(`entry ${position} of its trail was changed, or the one before it (row ${id})`)
    if (mark?.length === position) isMarkMet = mark.hash === hash
    previous = hash
    place = position
  }
  if (place < end.length) faults.push(lost(place + 1, end.length))
  if (place > end.length) faults.push(`has ${place - end.length} entries after the end of its trail`)
  if (place === end.length && previous !== end.hash)
    faults.push("has a trail that ends otherwise than it did")
  if (faults.length === 0 && !isMarkMet) faults.push("has another trail than when it was marked")
  return faults
}

function groupBySubject(entries: ChainedEntry[]): Map<string, ChainedEntry[]> {
  const groups = new Map<string, ChainedEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.subject)
    if (group) group.push(entry)
    else groups.set(entry.subject, [entry])
  }
  return groups
}

/**
 * Follows every audit trail from its first entry to its end, at one moment. With `marks`, by subject, a trail that was
 * rewritten as a whole since is found too; they are brought up to date as far as all is well.
 */
export async function examineTrails(db: Database, marks?: Map<string, TrailMark>): Promise<Violation[]> {
  return db.transaction(
    async (tx) => {
      const violations = (await listEndlessTrails(tx)).map((subject) =>
        fault(subject, "has a trail without an end"),
      )
      for (const id of await listWithoutTrail(tx))
        violations.push(fault(`registration ${id}`, "has no entry in the trail"))
      const unseen = new Set(marks?.keys())
      for (let after: string | null = null; ; ) {
        const ends: TrailEnd[] = await listTrailEnds(tx, after, pageSize)
        const entries = groupBySubject(
          await listChainedEntries(
            tx,
            ends.map(({ subject }) => subject),
          ),
        )
        for (const end of ends) {
          const { subject, length, hash } = end
          unseen.delete(subject)
          const faults = trailFaults(end, entries.get(subject) ?? [], marks?.get(subject))
          violations.push(...faults.map((problem) => fault(subject, problem)))
          if (faults.length === 0) marks?.set(subject, { length, hash })
        }
        after = ends.at(-1)?.subject ?? null
        if (after === null || ends.length < pageSize) break
      }
      violations.push(...[...unseen].map((subject) => fault(subject, "has lost its whole trail")))
      return violations
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  )
}
