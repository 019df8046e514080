import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import type { Fault } from "@/lib/gate-local/faults"
import { sweep } from "@/lib/sweep"
import { type Attendee, attendeeOf, createAttendee } from "@/lib/testing/profile"
import { acceptedRegistration, settleMs } from "@/lib/testing/registration-world"
import { saveAnswers } from "./save-answers"

const database = testDatabase()

const minute = 60_000

/** What the answer to the person is, and how often the PATCH takes effect in GATE. */
const faults: [name: string, fault: Partial<Fault>][] = [
  ["401", { fault: "error", status: 401 }],
  ["403", { fault: "error", status: 403 }],
  ["429", { fault: "throttle", retryAfterSeconds: 90 }],
  ["500", { fault: "error", status: 500 }],
  ["503", { fault: "error", status: 503 }],
  ["a connection dropped before", { fault: "drop-before" }],
  ["a connection dropped after", { fault: "drop-after" }],
  ["an error after the change", { fault: "error-after", status: 500 }],
  ["a change that lands late", { fault: "late", delayMs: 60_000 }],
  ["an unreadable answer", { fault: "garbage" }],
]

const cases = (["documents", "drf"] as const).flatMap((dialect) =>
  faults.flatMap(([name, fault]) =>
    (["GET", "PATCH"] as const)
      // A read changes nothing, so these mean nothing to it.
      .filter((method) => method === "PATCH" || !["late", "error-after"].includes(fault.fault ?? ""))
      .map((method) => ({ dialect, name, method, fault: { ...fault, method, path: "/user_extra/\\d+/" } })),
  ),
)

async function sweepUntilDelivered(ana: Attendee): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await ana.world.pass(5 * minute)
    await sweep(ana.world.context)
    if (Object.keys((await ana.row()).undelivered).length === 0) return
  }
  throw new Error("The answers are not delivered after 20 sweeps")
}

test.each(cases)(
  "$name at $method in dialect $dialect: kept here, told so, and delivered once",
  async ({ dialect, fault }) => {
    const ana = await createAttendee(database.db, { dialect, answers: { note: "stays" } })
    const view = await ana.view()
    await ana.world.faults([fault])

    const saved = await saveAnswers(ana.world.context, ana.id, ana.form(view, { company: "Kartoffel" }))
    const kept = await ana.row()
    await ana.world.faults([])
    await sweepUntilDelivered(ana)
    await ana.world.pass(settleMs)

    const record = await ana.record()
    const applied = (await ana.patches()).filter(({ status }) => status === 200)
    expect(saved).toMatchObject({ kind: "waiting", saved: ["company"] })
    expect(kept).toMatchObject({ answers: { company: "Kartoffel" }, undelivered: { company: "Kartoffel" } })
    expect(record).toMatchObject({ company: "Kartoffel", custom_field_1: "stays" })
    expect(applied.every(({ body }) => JSON.stringify(body) === '{"company":"Kartoffel"}')).toBe(true)
    expect(await ana.row()).toMatchObject({ step: "finished", undelivered: {}, lastFailure: null })
    expect((await ana.events()).filter((name) => name === "answers.delivered")).toHaveLength(1)
  },
)

test("a GATE that hangs is waited for no longer than its time-out", async () => {
  const ana = await createAttendee(database.db, { timeouts: { writeMs: 20 } })
  const view = await ana.view()
  await ana.world.faults([{ method: "PATCH", fault: "slow", delayMs: 10 * minute }])

  const saved = await saveAnswers(ana.world.context, ana.id, ana.form(view, { company: "Slow" }))

  expect(saved.kind).toBe("waiting")
})

test("a later answer replaces one that is still on its way", async () => {
  const ana = await createAttendee(database.db)
  await ana.world.faults([{ fault: "error", status: 503 }])
  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { company: "First" }))
  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { company: "Second", note: "n" }))

  await ana.world.faults([])
  await sweepUntilDelivered(ana)

  const bodies = (await ana.patches()).map(({ body }) => body)
  expect(bodies.at(-1)).toEqual({ company: "Second", custom_field_1: "n" })
  expect(await ana.record()).toMatchObject({ company: "Second" })
})

test("a PATCH that lands late cannot undo a later answer", async () => {
  const ana = await createAttendee(database.db)
  await ana.world.faults([{ method: "PATCH", times: 1, fault: "late", delayMs: minute }])
  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { company: "Early" }))

  await ana.world.pass(1_000)
  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { company: "Later" }))
  await sweepUntilDelivered(ana)

  expect(await ana.record()).toMatchObject({ company: "Later" })
})

test("two tabs conflict on one field although GATE is away", async () => {
  const ana = await createAttendee(database.db)
  const [first, second] = [await ana.view(), await ana.view()]
  await ana.world.faults([{ fault: "error", status: 503 }])
  await saveAnswers(ana.world.context, ana.id, ana.form(first, { company: "First" }))

  const result = await saveAnswers(ana.world.context, ana.id, ana.form(second, { company: "Second" }))

  expect(result).toMatchObject({ conflicts: [{ key: "company", theirs: "First", ours: "Second" }] })
})

test("an answer given before GATE has the record is in it, or follows it", async () => {
  const ana = await createAttendee(database.db)
  const bo = attendeeOf(ana.world, await acceptedRegistration(ana.world))

  const saved = await saveAnswers(ana.world.context, bo.id, bo.form(await bo.view(), { company: "Early" }))
  await sweep(ana.world.context)

  expect(saved.kind).toBe("waiting")
  expect(await bo.record()).toMatchObject({ company: "Early" })
  expect(await bo.row()).toMatchObject({ step: "finished", undelivered: {} })
})

test.each(["documents", "drf"] as const)(
  "in dialect %s a record deleted in GATE is not made again, and the registration says removed",
  async (dialect) => {
    const ana = await createAttendee(database.db, { dialect })
    const view = await ana.view()
    await ana.world.context.gate.userExtras.delete((await ana.record()).id)

    const result = await saveAnswers(ana.world.context, ana.id, ana.form(view, { company: "Late" }))
    await ana.world.pass(minute)
    await sweep(ana.world.context)

    expect(result).toEqual({ kind: "removed" })
    expect((await ana.world.gateState()).extras).toEqual([])
    expect(await ana.row()).toMatchObject({ step: "removed", undelivered: {} })
    expect((await ana.events()).filter((name) => name === "gate_extra.removed")).toHaveLength(1)
    expect((await ana.view()).state).toBe("removed")
  },
)

test("a record deleted between the read and the PATCH counts as removed as well", async () => {
  const ana = await createAttendee(database.db)
  const view = await ana.view()
  await ana.world.faults([{ method: "PATCH", fault: "error", status: 404 }])

  const result = await saveAnswers(ana.world.context, ana.id, ana.form(view, { company: "Late" }))

  expect(result).toEqual({ kind: "removed" })
})

test("a record too young to be seen everywhere is not taken for deleted", async () => {
  const ana = await createAttendee(database.db)
  const finishedAt = (await ana.row()).finishedAt?.getTime() ?? 0
  const context = { ...ana.world.context, clock: () => new Date(finishedAt + 1_000) }
  const view = await ana.view()
  await ana.world.faults([{ method: "GET", fault: "error", status: 404 }])

  const result = await saveAnswers(context, ana.id, ana.form(view, { company: "Young" }))

  expect(result.kind).toBe("waiting")
  expect(await ana.row()).toMatchObject({ step: "finished", undelivered: { company: "Young" } })
})

test("an answer too long for GATE comes back refused, and the rest of the form goes through", async () => {
  const ana = await createAttendee(database.db, { dialect: "drf", answers: { company: "Before" } })
  const long = "x".repeat(60)

  const form = ana.form(await ana.view(), { company: long, note: "short" })
  const result = await saveAnswers(ana.world.context, ana.id, form)

  expect(result).toMatchObject({ kind: "saved", saved: ["note"], refused: ["company"] })
  expect(await ana.record()).toMatchObject({ company: "Before", custom_field_1: "short" })
  expect(await ana.row()).toMatchObject({ answers: { company: "Before", note: "short" }, undelivered: {} })
})

test("a 400 that names no field is narrowed down answer by answer", async () => {
  const ana = await createAttendee(database.db)
  const form = ana.form(await ana.view(), { company: "A", note: "B" })
  await ana.world.faults([{ method: "PATCH", times: 2, fault: "error", status: 400 }])

  const result = await saveAnswers(ana.world.context, ana.id, form)

  expect(result).toMatchObject({ saved: ["note"], refused: ["company"] })
})

test("what the sweeper cannot deliver because GATE refuses it stays in the journal and is asked again", async () => {
  const ana = await createAttendee(database.db, { dialect: "drf" })
  const long = "x".repeat(60)
  const view = await ana.view()
  await ana.world.faults([{ fault: "error", status: 503 }])
  await saveAnswers(ana.world.context, ana.id, ana.form(view, { company: long }))

  await ana.world.faults([])
  await sweepUntilDelivered(ana)

  const again = await ana.view()
  expect(await ana.events()).toContain("answers.refused")
  expect(again.answers).toEqual({})
  expect(again.startFrom).toMatchObject({ company: long })
})

test("an answer that GATE refused at registration can be corrected, and the registration goes on", async () => {
  const ana = await createAttendee(database.db, { dialect: "drf", answers: { company: "x".repeat(60) } })
  expect((await ana.row()).step).toBe("needs_attention")

  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { company: "short" }))
  await sweep(ana.world.context)

  expect(await ana.row()).toMatchObject({ step: "finished", undelivered: {} })
  expect(await ana.record()).toMatchObject({ company: "short" })
})

test("an event told to organizers names the field that GATE dropped", async () => {
  const ana = await createAttendee(database.db)
  const view = await ana.view()
  const { gate } = ana.world.context
  const stubborn = {
    ...gate,
    userExtras: {
      ...gate.userExtras,
      patch: async (id: string | number) => gate.userExtras.get(id),
    },
  }

  const context = { ...ana.world.context, gate: stubborn }
  const result = await saveAnswers(context, ana.id, ana.form(view, { company: "Lost" }))

  expect(result).toMatchObject({ kind: "saved", dropped: ["company"] })
  expect(await ana.events()).toContain("gate_extra.fields_dropped")
})

test("no log line holds an answer", async () => {
  const ana = await createAttendee(database.db)
  await ana.world.faults([{ method: "PATCH", fault: "error", status: 503 }])

  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { company: "Kartoffel" }))

  expect(ana.world.logged()).not.toContain("Kartoffel")
})
