import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import type { AppContext } from "@/lib/context"
import { endAllLeases } from "@/lib/db/queries/work-lease"
import { testDatabase } from "@/lib/db/test-database"
import { countryName } from "@/lib/domain/country"
import type { Fault } from "@/lib/gate-local/faults"
import { sweep } from "@/lib/sweep"
import { type Attendee, createAttendee } from "@/lib/testing/profile"
import { settleMs } from "@/lib/testing/registration-world"
import { saveAnswers } from "./save-answers"

// Reliability R11. One attendee lives through all of it: what a run leaves behind is where the next one begins.

const database = testDatabase({ isEmptied: false })
let ana: Attendee

beforeAll(async () => {
  ana = await createAttendee(database.db, { answers: { home: "PT" } })
})

type Edit = {
  kind: "edit"
  key: "company" | "home"
  answer: string | null
  /** What GATE does with the next call of this kind. */
  fault: Partial<Fault> | null
  /** The process is gone before GATE gets the PATCH, or before it hears the answer. */
  dies: "before" | "after" | null
}

type Act = Edit | { kind: "pass"; ms: number } | { kind: "sweep" }

const minuteMs = 60_000

const answers = fc.oneof(
  fc.record({ key: fc.constant("company" as const), answer: fc.constantFrom("One", "Two", null) }),
  fc.record({ key: fc.constant("home" as const), answer: fc.constantFrom("DE", "MX", null) }),
)

const fault: fc.Arbitrary<Partial<Fault>> = fc
  .tuple(
    fc.constantFrom("PATCH", "PATCH", "PATCH", "GET"),
    fc.constantFrom<Omit<Fault, "method" | "times">>(
      { fault: "late", delayMs: minuteMs },
      { fault: "late", delayMs: minuteMs },
      { fault: "drop-before" },
      { fault: "drop-after" },
      { fault: "error", status: 500 },
      { fault: "error-after", status: 502 },
      { fault: "throttle", retryAfterSeconds: 2 },
    ),
  )
  .map(([method, kind]) => ({ ...kind, method, times: 1 }))

const edit: fc.Arbitrary<Act> = fc
  .record({
    answer: answers,
    fault: fc.option(fault, { freq: 2 }),
    dies: fc.option(fc.constantFrom("before" as const, "after" as const), { freq: 1, nil: null }),
  })
  .map(({ answer, ...rest }) => ({ kind: "edit" as const, ...answer, ...rest }))

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: edit },
  {
    weight: 3,
    arbitrary: fc.constantFrom(1_000, 1_000, minuteMs, settleMs).map((ms) => ({ kind: "pass" as const, ms })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "sweep" as const }) },
)

/** A context whose process is gone before GATE is sent the next PATCH, or before it hears the answer. */
function dying(context: AppContext, moment: "before" | "after") {
  let announce = () => {}
  const dead = new Promise<void>((resolve) => {
    announce = resolve
  })
  const { gate } = context
  const patch: typeof gate.userExtras.patch = async (id, changes) => {
    if (moment === "after") await gate.userExtras.patch(id, changes).catch(() => {})
    announce()
    return new Promise<never>(() => {})
  }
  return { dead, context: { ...context, gate: { ...gate, userExtras: { ...gate.userExtras, patch } } } }
}

async function save({ key, answer, fault: planned, dies }: Edit): Promise<void> {
  const { context } = ana.world
  await ana.world.faults(planned ? [planned] : [])
  const form = ana.form(await ana.view(), { [key]: answer })
  if (!dies) {
    const result = await saveAnswers(context, ana.id, form)
    if (result.kind === "saved" || result.kind === "waiting") {
      const kept = (await ana.row()).answers[key] ?? null
      if (result.saved.includes(key)) expect(kept).toBe(answer)
    }
    return
  }
  const death = dying(context, dies)
  await Promise.race([death.dead, saveAnswers(death.context, ana.id, form)])
  await endAllLeases(database.db)
}

async function perform(done: Act): Promise<void> {
  const { world } = ana
  if (done.kind === "edit") await save(done)
  if (done.kind === "pass") await world.pass(done.ms)
  if (done.kind === "sweep") await sweep(world.context)
}

/** GATE is well again, and everything that was put off has happened. */
async function settle(): Promise<void> {
  const { world } = ana
  await world.faults([])
  for (let round = 0; round < 20; round++) {
    await world.pass(settleMs)
    await sweep(world.context)
    if (Object.keys((await ana.row()).undelivered).length === 0) return
  }
  throw new Error("Answers were not delivered in 20 rounds")
}

const runs = Number(process.env.PROPERTY_RUNS ?? 100)

test("whatever edits, failures and deaths come in whatever order, GATE ends with the last answers kept here", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 10 }), async (sequence) => {
      for (const each of sequence) await perform(each)
      const kept = (await ana.row()).answers
      await settle()

      expect((await ana.row()).answers).toEqual(kept)
      const { company, country, country_id: code } = await ana.record()
      const home = kept.home ?? null
      expect({ company, country, code }).toEqual({
        company: kept.company ?? null,
        country: home && countryName(home),
        code: home,
      })
    }),
    // What a run leaves behind is part of the next one, so a shorter sequence would be another story.
    { numRuns: runs, endOnFailure: true },
  )
}, 300_000)
