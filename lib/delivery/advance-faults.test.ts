import { describe, expect, test } from "vitest"
import { getEvent } from "@/lib/db/queries/events"
import { testDatabase } from "@/lib/db/test-database"
import type { DialectOption } from "@/lib/gate-local/dialect"
import type { Fault } from "@/lib/gate-local/faults"
import { acceptedRegistration, createWorld, sweepUntilOver } from "@/lib/testing/registration-world"
import { advance } from "./advance"

const database = testDatabase({ isEmptied: false })

const dialects: Record<string, DialectOption> = {
  documents: "documents",
  drf: "drf",
  "documents with several extras": { duplicateExtra: "allow" },
}

type Call = Pick<Fault, "method" | "path">

const writes: Record<string, Call> = {
  "POST user": { method: "POST", path: "/user/$" },
  "POST extra": { method: "POST", path: "/user_extra/$" },
}

const reads: Record<string, Call> = {
  "GET user by name": { method: "GET", path: "/user/username/" },
  "GET users": { method: "GET", path: "/user/$" },
  "GET extras": { method: "GET", path: "/user_extra/$" },
}

const faults: Record<string, Partial<Fault>> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 500, 503].map((status) => [`error ${status}`, { fault: "error", status }]),
  ),
  throttle: { fault: "throttle", retryAfterSeconds: 30 },
  "drop before": { fault: "drop-before" },
  "drop after": { fault: "drop-after" },
  "error after": { fault: "error-after", status: 502 },
  "timeout after": { fault: "error-after", status: 408 },
  late: { fault: "late", delayMs: 60_000 },
  slow: { fault: "slow", delayMs: 60_000 },
  garbage: { fault: "garbage" },
}

/** GATE refuses what was sent, or says nothing that a machine may act on: a person has to look. */
const refusedForGood = new Set([
  // Both names a person can have seem to be another tenant's.
  "GET user by name error 403",
  "POST user error 400",
  "POST extra error 400",
  "POST extra error 404",
  "POST extra error 409",
])

/** A read is tried three times a call. */
const callsAffected = { write: 1, read: 4 }

/** A dropped POST of the same resource makes the look-ups that are faulted happen. */
const dropped = (path: string): Partial<Fault> => ({ method: "POST", path, fault: "drop-after", times: 1 })

type Cell = { name: string; plan: Partial<Fault>[] }

/** Dialects differ in how they refuse writes, so faults of look-ups are shown in the one that refuses least. */
function cells(withReads: boolean): Cell[] {
  const list: Cell[] = []
  for (const [kind, fault] of Object.entries(faults)) {
    for (const [call, at] of Object.entries(writes))
      list.push({ name: `${call} ${kind}`, plan: [{ ...fault, ...at, times: callsAffected.write }] })
    for (const [call, at] of withReads ? Object.entries(reads) : []) {
      const reason = dropped(call === "GET extras" ? "/user_extra/$" : "/user/$")
      list.push({ name: `${call} ${kind}`, plan: [reason, { ...fault, ...at, times: callsAffected.read }] })
    }
  }
  for (const [call, path] of [["user", "/user/$"] as const, ["extra", "/user_extra/$"] as const])
    list.push({
      name: `POST ${call} drop after, and stale reads`,
      plan: [dropped(path), { fault: "stale", delayMs: 5_000 }],
    })
  return list
}

describe.each(Object.keys(dialects))("GATE in the dialect %s", (dialect) => {
  test.each(cells(dialect.endsWith("several extras")))(
    "$name: one user, one extra, one place",
    async ({ name, plan }) => {
      const world = await createWorld(database.db, {
        dialect: dialects[dialect] ?? "documents",
        timeouts: name.includes("slow") ? { readMs: 300, writeMs: 300 } : {},
      })
      const id = await acceptedRegistration(world)
      await world.faults(plan)

      await advance(world.context, id)
      const row = await sweepUntilOver(world, id)

      const { users, extras } = await world.gateState()
      const isRefused = refusedForGood.has(name)
      expect(row.step).toBe(isRefused ? "needs_attention" : "finished")
      expect(users).toHaveLength(isRefused && !name.startsWith("POST extra") ? 0 : 1)
      expect(extras).toHaveLength(isRefused ? 0 : 1)
      expect((await getEvent(database.db, world.event.id)).taken).toBe(1)
      expect(world.logged()).not.toContain("could not be advanced")
    },
  )
})
