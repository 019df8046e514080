import { expect, test } from "vitest"
import { collectOwnData } from "@/lib/account/own-data"
import { requestErasure } from "@/lib/account/request-erasure"
import { exportRows } from "@/lib/attendees/export-rows"
import { everyAttendee, listAttendees } from "@/lib/attendees/list"
import { countVerified, listVerificationProgress } from "@/lib/attendees/verification"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { listVerifications } from "@/lib/db/queries/verification"
import { testDatabase } from "@/lib/db/test-database"
import { rotateKeys } from "@/lib/delivery/rotate-keys"
import { eraseAttendee } from "@/lib/desk/erase-attendee"
import { attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import { parseAttendeeQuery } from "@/lib/domain/attendee-query"
import type { VerifiedBy } from "@/lib/domain/verification"
import { deriveKey } from "@/lib/env"
import { saveAnswers } from "@/lib/profile/save-answers"
import { mailedCode } from "@/lib/testing/codes"
import { type TestOrganizer, testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { type Attendee, createAttendee } from "@/lib/testing/profile"
import { testId } from "@/lib/testing/registration-world"
import { proveReveal, requestRevealCode, revealAnswer, revealMs } from "./reveal"
import type { EventScope } from "./scope"
import { undoVerification, verifyAnswer } from "./verify"

const database = testDatabase()

const number = "C01X00T4789"

async function setup(organizer: TestOrganizer = {}): Promise<{ ana: Attendee; scope: EventScope }> {
  const ana = await createAttendee(database.db)
  await save(ana, number)
  return { ana, scope: await testEventScope(ana.world, await testOrganizer(ana.world, organizer)) }
}

const save = async (ana: Attendee, passport: string | null) =>
  saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { passport }))

async function unlock({ world }: Attendee, scope: EventScope): Promise<void> {
  const request = { challengeId: testId(), client: null, language: "en" }
  const { challengeId } = await requestRevealCode(world.context, scope, request)
  await proveReveal(world.context, scope, { challengeId, code: mailedCode(world, scope.email) })
}

const verify = async (ana: Attendee, scope: EventScope, method: VerifiedBy = "document") => {
  const { seen } = await ana.view()
  return verifyAnswer(ana.world.context, scope, ana.id, {
    ...{ questionKey: "passport", method, seen: seen.passport ?? null },
  })
}

/** What the list, its filter and its export say of the one attendee. */
async function listed({ world }: Attendee, scope: EventScope) {
  const columns = attendeeColumns(scope.event, codesAsWords)
  const found: string[] = []
  for (const state of ["missing", "open", "verified"]) {
    const { query, problems } = parseAttendeeQuery(
      new URLSearchParams({ "verified.passport": state }),
      columns,
    )
    expect(problems).toEqual([])
    const { rows } = await listAttendees(world.context, scope, query)
    if (rows.length > 0) found.push(`${state} ${rows[0]?.verified?.passport?.state}`)
  }
  const { query } = parseAttendeeQuery(new URLSearchParams(), columns)
  const wanted = ["verified.passport", "verified_at.passport", "verified_by.passport"]
  const batches = everyAttendee(world.context, scope, query)
  const cells = []
  for await (const rows of exportRows(world.context, scope, batches, {
    columns: wanted,
    isSensitive: false,
  }))
    cells.push(...rows)
  return { found, cells }
}

const left = async ({ world, id }: Attendee) => listVerifications(world.context.db, id)

test("an answer is verified against a document, counted, filtered and exported with who and when", async () => {
  const { ana, scope } = await setup()
  expect(await listed(ana, scope)).toEqual({ found: ["open open"], cells: [["open", null, null]] })

  const outcome = await verify(ana, scope)

  const at = ana.world.context.clock().toISOString()
  expect(outcome).toBe("verified")
  expect(await listed(ana, scope)).toEqual({
    found: ["verified verified"],
    cells: [["verified", at, scope.email]],
  })
  expect(await countVerified(ana.world.context, scope)).toMatchObject([{ verified: 1, all: 1 }])
  const [row] = await listVerificationProgress(ana.world.context, scope)
  expect(row?.progress).toMatchObject([{ verified: 1, open: 0, missing: 0, all: 1 }])
})

test("against the number it is verified by whoever looked at it within the last minutes", async () => {
  const { ana, scope } = await setup()
  const before = await verify(ana, scope, "number")
  await unlock(ana, scope)
  const unseen = await verify(ana, scope, "number")
  await revealAnswer(ana.world.context, scope, ana.id, "passport")
  const looked = await verify(ana, scope, "number")
  await ana.world.pass(revealMs)
  const late = await verify(ana, scope, "number")

  expect([before, unseen, looked, late]).toEqual(["code_needed", "not_shown", "verified", "code_needed"])
  expect(await left(ana)).toMatchObject([{ method: "number", by: scope.email }])
})

test("a look at another number than the one that stands there now does not count", async () => {
  const { ana, scope } = await setup()
  await unlock(ana, scope)
  await revealAnswer(ana.world.context, scope, ana.id, "passport")
  await save(ana, "C01X00T4780")

  const unseen = await verify(ana, scope, "number")
  await revealAnswer(ana.world.context, scope, ana.id, "passport")

  expect([unseen, await verify(ana, scope, "number")]).toEqual(["not_shown", "verified"])
})

test("who did what is in the trail, and nothing kept of it holds the number", async () => {
  const { ana, scope } = await setup()
  await verify(ana, scope)
  const isUndone = await undoVerification(ana.world.context, scope, ana.id, "passport")
  const again = await undoVerification(ana.world.context, scope, ana.id, "passport")

  const trail = await listRegistrationEvents(ana.world.context.db, ana.id)
  expect([isUndone, again]).toEqual([true, false])
  expect(trail.slice(-2)).toMatchObject([
    { name: "sensitive.verified", detail: { question: "passport", method: "document" } },
    { name: "sensitive.verification_undone", detail: { question: "passport" } },
  ])
  expect(JSON.stringify(trail)).not.toContain(number)
  expect((await listed(ana, scope)).found).toEqual(["open open"])
})

test("an answer that changes is no longer verified, and neither is one that changed before the button was pressed", async () => {
  const { ana, scope } = await setup()
  await verify(ana, scope)
  const { seen } = await ana.view()
  await save(ana, number)
  expect(await left(ana)).toHaveLength(1)
  await save(ana, "C01X00T4780")

  expect(await left(ana)).toEqual([])
  expect((await listed(ana, scope)).found).toEqual(["open open"])
  const request = { questionKey: "passport", method: "document", seen: seen.passport ?? null } as const
  expect(await verifyAnswer(ana.world.context, scope, ana.id, request)).toBe("changed")
  await save(ana, null)
  expect((await listed(ana, scope)).found).toEqual(["missing missing"])
})

test("a rotation of keys keeps what was verified, because the answer is the same", async () => {
  const { ana, scope } = await setup()
  await verify(ana, scope)
  const fresh = { id: "n", key: deriveKey("test", "new") }
  const { context } = ana.world
  const fields = [fresh, ...context.keys.fields]

  await rotateKeys({ ...context, keys: { ...context.keys, fields } })

  expect((await ana.row()).answers.passport).toContain(".n.")
  expect(await left(ana)).toHaveLength(1)
  expect((await listed(ana, scope)).found).toEqual(["verified verified"])
})

test("it is erased with the answers, by the person and by an organizer, and downloaded until then", async () => {
  const [one, two] = [await setup(), await setup()]
  for (const { ana, scope } of [one, two]) await verify(ana, scope)
  const { personId } = await one.ana.row()
  const own = await collectOwnData(one.ana.world.context, personId)
  expect(own.registrations[0]?.verifiedAnswers).toMatchObject([{ question: "passport", method: "document" }])

  await requestErasure(one.ana.world.context, personId)
  await eraseAttendee(two.ana.world.context, two.scope, two.ana.id)

  expect([await left(one.ana), await left(two.ana)]).toEqual([[], []])
})

test("only who may see sensitive answers says that one is right", async () => {
  const { ana, scope } = await setup({ role: "organizer" })

  await expect(verify(ana, scope)).rejects.toThrow("may not see_sensitive")
  expect(await left(ana)).toEqual([])
})
