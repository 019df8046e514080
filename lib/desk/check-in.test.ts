import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { requestErasure } from "@/lib/account/request-erasure"
import { claimCheckIn, listRecentCheckIns, listStatusDeliveries } from "@/lib/db/queries/check-in"
import { moveStep } from "@/lib/db/queries/profile"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import type { Fault } from "@/lib/gate-local/faults"
import { sweep } from "@/lib/sweep"
import { createDesk, type Desk } from "@/lib/testing/desk"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { question } from "@/lib/testing/profile"
import { acceptedRegistration } from "@/lib/testing/registration-world"
import { setBadge } from "./badge"
import { checkIn, checkInByCode, undoCheckIn } from "./check-in"

const database = testDatabase()

const patchesOf = async (desk: Desk) =>
  (await desk.requests()).filter(({ method, path }) => method === "PATCH" && path.includes("user_extra"))

const deliveryOf = async ({ context }: Desk, id: string) =>
  (await listStatusDeliveries(context.db, [{ id }])).get(id)

test("a check-in reaches GATE as one PATCH of its own field, and the trail names the organizer", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()

  const outcome = await checkIn(desk.context, desk.scope, id)
  const { checkedInAt, checkedInBy } = await desk.row(id)
  await desk.settle()

  expect(outcome).toMatchObject({ kind: "checked_in", attendee: { id, name: "Ana Reyes" } })
  expect(checkedInBy).toBe(desk.scope.personId)
  const value = `checked_in@${checkedInAt?.toISOString()}`
  expect((await patchesOf(desk)).map(({ body }) => body)).toEqual([{ custom_field_5: value }])
  expect(await desk.record(id)).toMatchObject({ custom_field_5: value })
  expect(await desk.history(id)).toEqual(
    expect.arrayContaining(["attendee.checked_in", "gate_extra.status_set"]),
  )
  expect(await deliveryOf(desk, id)).toBe("delivered")
})

test("whoever erased their own answers is let in: their ticket stays valid", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  await requestErasure(desk.context, (await desk.row(id)).personId)
  await desk.settle()
  expect(await desk.row(id)).toMatchObject({ step: "removed" })

  expect(await checkIn(desk.context, desk.scope, id)).toMatchObject({ kind: "checked_in" })
  await desk.settle()

  expect(await checkIn(desk.context, desk.scope, id)).toMatchObject({ kind: "already" })
})

test("the second scan says when it was and by whom", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  const { ticketCode } = await desk.row(id)
  const door = await testEventScope(desk, await testOrganizer(desk))
  await checkInByCode(desk.context, desk.scope, ticketCode)
  const { checkedInAt } = await desk.row(id)
  desk.time.pass(60_000)

  const second = await checkInByCode(desk.context, door, ticketCode.toLowerCase())

  expect(second).toMatchObject({ kind: "already", at: checkedInAt, by: desk.scope.email })
  expect(await desk.row(id)).toMatchObject({ checkedInAt, checkedInBy: desk.scope.personId })
})

test("of a hundred scans of one ticket at once, one counts", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()

  const outcomes = await Promise.all(Array.from({ length: 100 }, () => checkIn(desk.context, desk.scope, id)))

  expect(outcomes.filter(({ kind }) => kind === "checked_in")).toHaveLength(1)
  expect(outcomes.filter(({ kind }) => kind === "already")).toHaveLength(99)
  expect((await desk.history(id)).filter((name) => name === "attendee.checked_in")).toHaveLength(1)
})

test("without the condition in the update a hundred scans would count more than once", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  const { db } = desk.context
  const naive = async () => {
    if ((await desk.row(id)).checkedInAt) return false
    await db.transaction(async (tx) => {
      await claimCheckIn(
        tx,
        { eventId: desk.event.id, id },
        { by: desk.scope.personId, now: desk.context.clock() },
      )
      await appendRegistrationEvent(tx, id, { name: "attendee.checked_in", at: desk.context.clock() })
    })
    return true
  }

  const admitted = (await Promise.all(Array.from({ length: 100 }, naive))).filter(Boolean)

  expect(admitted.length).toBeGreaterThan(1)
})

test("an undone check-in can be done again, and GATE hears of all of it", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  await checkIn(desk.context, desk.scope, id)
  await desk.settle()

  const undone = await undoCheckIn(desk.context, desk.scope, id)
  const undoneTwice = await undoCheckIn(desk.context, desk.scope, id)
  await desk.settle()
  const afterwards = await desk.record(id)
  const again = await checkIn(desk.context, desk.scope, id)

  expect([undone, undoneTwice]).toEqual([true, false])
  expect(afterwards).toMatchObject({ custom_field_5: "registered" })
  expect(again.kind).toBe("checked_in")
})

test("cancelled, removed, unknown and other events' tickets each have their own answer", async () => {
  const desk = await createDesk(database.db)
  const [cancelled, removed, here] = [await desk.attendee(), await desk.attendee(), await desk.attendee()]
  await cancel(desk.context, cancelled)
  await moveStep(desk.context.db, removed, { from: "finished", to: "removed" }, desk.context.clock())
  const other = await desk.addEvent({ title: "Autumn Notes", organization: desk.event.organization })
  const elsewhere = await acceptedRegistration(desk, { event: other })
  const foreign = await desk.addEvent({ organization: { name: "Other", id: "99" } })
  const stranger = await acceptedRegistration(desk, { event: foreign })
  const scan = async (id: string) => checkInByCode(desk.context, desk.scope, (await desk.row(id)).ticketCode)

  expect(await scan(cancelled)).toMatchObject({ kind: "cancelled", attendee: { id: cancelled } })
  expect(await scan(removed)).toMatchObject({ kind: "removed", attendee: { id: removed } })
  expect(await scan(elsewhere)).toEqual({ kind: "other_event", eventTitle: "Autumn Notes" })
  expect(await scan(stranger)).toEqual({ kind: "unknown_code" })
  expect(await checkInByCode(desk.context, desk.scope, "AAAAAAAAAA")).toEqual({ kind: "unknown_code" })
  expect(await checkInByCode(desk.context, desk.scope, "not a code")).toEqual({ kind: "unknown_code" })
  expect(await checkIn(desk.context, desk.scope, elsewhere)).toEqual({ kind: "unknown_code" })
  expect((await scan(here)).kind).toBe("checked_in")
  expect((await desk.row(elsewhere)).checkedInAt).toBeNull()
})

test("somebody GATE has not heard of yet is let in, and GATE hears of it once it has the record", async () => {
  const desk = await createDesk(database.db)
  const id = await acceptedRegistration(desk)

  const outcome = await checkIn(desk.context, desk.scope, id)
  const waiting = await deliveryOf(desk, id)
  await desk.settle()

  const { checkedInAt } = await desk.row(id)
  expect(outcome.kind).toBe("checked_in")
  expect(waiting).toBe("waiting")
  expect(await desk.record(id)).toMatchObject({ custom_field_5: `checked_in@${checkedInAt?.toISOString()}` })
})

const faults: Partial<Fault>[] = [
  { fault: "error", status: 503 },
  { fault: "drop-before" },
  { fault: "drop-after" },
  { fault: "error-after", status: 500 },
  { fault: "throttle", retryAfterSeconds: 30 },
]

const mostTelling = faults.filter(({ fault }) => fault === "error" || fault === "drop-after")

for (const dialect of ["documents", "drf"] as const) {
  test.each(dialect === "documents" ? faults : mostTelling)(
    `in ${dialect}, a check-in during $fault counts here at once and reaches GATE later`,
    async (fault) => {
      const desk = await createDesk(database.db, { dialect })
      const id = await desk.attendee()
      await desk.faults([{ ...fault, path: "user_extra" }])

      const outcome = await checkIn(desk.context, desk.scope, id)
      await sweep(desk.context)
      const during = await deliveryOf(desk, id)
      await desk.faults([])
      await desk.settle()

      const { checkedInAt } = await desk.row(id)
      expect(outcome.kind).toBe("checked_in")
      expect(during).toBe("waiting")
      expect(await deliveryOf(desk, id)).toBe("delivered")
      expect(await desk.record(id)).toMatchObject({
        custom_field_5: `checked_in@${checkedInAt?.toISOString()}`,
      })
    },
  )

  test(`in ${dialect}, a check-in that GATE refuses with 400 stays here and is shown as refused`, async () => {
    const desk = await createDesk(database.db, { dialect })
    const id = await desk.attendee()
    await desk.faults([{ fault: "error", status: 400, method: "PATCH", path: "user_extra" }])

    await checkIn(desk.context, desk.scope, id)
    await desk.settle()

    expect((await desk.row(id)).checkedInAt).not.toBeNull()
    expect(await deliveryOf(desk, id)).toBe("refused")
  })

  test(`in ${dialect}, a check-in of a record that is gone in GATE stays here and asks no more`, async () => {
    const desk = await createDesk(database.db, { dialect })
    const id = await desk.attendee()
    const { gateExtraId } = await desk.row(id)
    await desk.context.gate.userExtras.delete(gateExtraId ?? "")

    await checkIn(desk.context, desk.scope, id)
    await desk.settle()
    const calls = (await desk.requests()).length
    await desk.settle()

    expect((await desk.row(id)).checkedInAt).not.toBeNull()
    expect(await deliveryOf(desk, id)).toBe("delivered")
    expect(await desk.requests()).toHaveLength(calls)
  })
}

test("check-in, badge and cancellation before GATE could be asked become one PATCH", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  await desk.faults([{ fault: "error", status: 503 }])
  await checkIn(desk.context, desk.scope, id)
  await setBadge(desk.context, desk.scope, id, true)
  await cancel({ ...desk.context, actorId: desk.scope.personId }, id)
  await sweep(desk.context)
  await desk.faults([])
  const before = (await patchesOf(desk)).length

  await desk.settle()

  const sent = (await patchesOf(desk)).slice(before)
  expect(sent.map(({ body }) => Object.keys(body as object).sort())).toEqual([
    ["custom_field_5", "custom_field_6", "custom_field_8"],
  ])
})

test("a badge is printed once and can be taken back", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()

  const results = []
  for (const isPrinted of [true, true, false, false]) {
    results.push(await setBadge(desk.context, desk.scope, id, isPrinted))
  }
  await desk.settle()

  expect(results).toEqual([true, false, true, false])
  expect(await desk.history(id)).toEqual(
    expect.arrayContaining(["attendee.badge_printed", "attendee.badge_undone"]),
  )
  expect((await desk.record(id))?.custom_field_6 ?? "none").toBe("none")
})

test("where questions fill every custom field a check-in is kept here only", async () => {
  const questions = [1, 2, 3, 4, 5, 6, 7, 8].map((number) =>
    question({ key: `q${number}`, field: `custom_field_${number}` as "custom_field_1" }),
  )
  const desk = await createDesk(database.db, { event: { questions } })
  const id = await desk.attendee()

  await checkIn(desk.context, desk.scope, id)
  await desk.settle()

  expect((await desk.row(id)).checkedInAt).not.toBeNull()
  expect(await patchesOf(desk)).toEqual([])
  expect(await deliveryOf(desk, id)).toBeUndefined()
})

test("a check-in goes into the next free field when a question has taken its own", async () => {
  const questions = [question({ key: "shirt", field: "custom_field_5" })]
  const desk = await createDesk(database.db, { event: { questions } })
  const id = await desk.attendee({ answers: { shirt: "L" } })

  await checkIn(desk.context, desk.scope, id)
  await desk.settle()

  expect(await desk.record(id)).toMatchObject({
    custom_field_5: "L",
    custom_field_7: expect.stringMatching(/^checked_in@/),
  })
})

test("the last check-ins are listed, the latest first and none of another event", async () => {
  const desk = await createDesk(database.db)
  const [first, second, never] = [await desk.attendee(), await desk.attendee(), await desk.attendee()]
  await checkIn(desk.context, desk.scope, first)
  desk.time.pass(1_000)
  await checkIn(desk.context, desk.scope, second)

  const recent = await listRecentCheckIns(desk.context.db, desk.event.id, 20)

  expect(recent.map(({ id }) => id)).toEqual([second, first])
  expect(recent.map(({ id }) => id)).not.toContain(never)
})

test("an organizer without the permission lets nobody in", async () => {
  const desk = await createDesk(database.db)
  const id = await desk.attendee()
  const viewer = { ...desk.scope, permissions: new Set(["view"] as const) }

  await expect(checkIn(desk.context, viewer, id)).rejects.toThrow("may not door")
  expect((await desk.row(id)).checkedInAt).toBeNull()
})
