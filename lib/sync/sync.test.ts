import { describe, expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { findGateRecords } from "@/lib/db/queries/gate-records"
import { mergeAnswers } from "@/lib/db/queries/profile"
import { testDatabase } from "@/lib/db/test-database"
import { isSealed } from "@/lib/delivery/sensitive"
import { dialectNames } from "@/lib/gate-local/dialect"
import { settleMs } from "@/lib/testing/registration-world"
import { createSyncWorld } from "@/lib/testing/sync"

const database = testDatabase()

describe.each(dialectNames)("on a GATE that speaks %s", (dialect) => {
  const setup = (options = {}) => createSyncWorld(database.db, { dialect, ...options })

  test("an answer that somebody changed in GATE is taken over, and the trail names its question", async () => {
    const world = await setup()
    const id = await world.attendee({ company: "Kelvin", diet: "meat" })
    await world.walk()
    await world.changeInGate(id, { company: "Joule", custom_field_1: "Diet: Vegan" })

    await world.walk()

    expect((await world.row(id)).answers).toMatchObject({ company: "Joule", diet: "vegan" })
    expect((await world.history(id)).filter((name) => name === "answers.changed_in_gate")).toHaveLength(1)
  })

  test("an answer that still waits to be delivered is never overwritten", async () => {
    const world = await setup()
    const id = await world.attendee({ company: "Kelvin" })
    await world.walk()
    await world.changeInGate(id, { company: "Joule", custom_field_1: "vegan" })
    const waiting = { undelivered: { company: "Watt" }, bases: {} }
    await mergeAnswers(database.db, id, { answers: { company: "Watt" }, waiting })

    await world.walk()

    expect((await world.row(id)).answers).toEqual({ company: "Watt", diet: "vegan" })
    expect((await world.row(id)).undelivered).toEqual({ company: "Watt" })
  })

  test("an answer cleared in GATE goes, one GATE never had stays", async () => {
    const world = await setup()
    const id = await world.attendee({ company: "Kelvin" })
    await world.walk()
    await world.changeInGate(id, { company: null })
    await mergeAnswers(database.db, id, { answers: { diet: "vegan" } })

    await world.walk()

    expect((await world.row(id)).answers).toEqual({ diet: "vegan" })
  })

  test("a passport number written in clear in GATE is kept encrypted, and masked in what GATE said", async () => {
    const world = await setup()
    const id = await world.attendee()
    await world.walk()
    await world.changeInGate(id, { passport_number: "X1234567" })

    await world.walk()
    const first = (await world.row(id)).answers.passport
    await world.walk()

    expect(isSealed(first ?? "")).toBe(true)
    expect((await world.row(id)).answers.passport).toBe(first)
    const extra = (await world.row(id)).gateExtraId ?? ""
    const [said] = [...(await findGateRecords(database.db, [extra])).values()]
    expect(said?.record.passport_number).toBe("•••• 567")
  })

  test("check-in, badge and cancellation made in GATE are taken over, and taken back", async () => {
    const world = await setup()
    const id = await world.attendee()
    await world.walk()
    await world.changeInGate(id, {
      custom_field_5: "checked_in@2027-05-14T08:00:00.000Z",
      custom_field_6: "Badge: printed@2027-05-14T07:59:00.000Z",
    })
    await world.walk()
    const arrived = await world.row(id)
    await world.changeInGate(id, { custom_field_5: "registered" })
    await world.walk()
    const left = await world.row(id)
    await world.changeInGate(id, { custom_field_8: "cancelled@2027-05-14T08:10:00.000Z" })
    await world.walk()

    expect(arrived.checkedInAt?.toISOString()).toBe("2027-05-14T08:00:00.000Z")
    expect(arrived.badgePrintedAt?.toISOString()).toBe("2027-05-14T07:59:00.000Z")
    expect(left.checkedInAt).toBeNull()
    expect((await world.row(id)).step).toBe("cancelled")
    expect(await world.history(id)).toEqual(
      expect.arrayContaining([
        "check_in.made_in_gate",
        "badge.printed_in_gate",
        "check_in.undone_in_gate",
        "registration.cancelled_in_gate",
      ]),
    )
  })

  test("a place given up in GATE and wanted again is claimed again, and only where there is one", async () => {
    const world = await setup({ event: { capacity: 1 } })
    const id = await world.attendee()
    await world.walk()
    await world.changeInGate(id, { custom_field_8: "cancelled@2027-05-14T08:10:00.000Z" })
    await world.walk()
    const rival = await world.attendee()
    await world.changeInGate(id, { custom_field_8: "active" })
    await world.walk()
    const meanwhile = await world.row(id)
    await cancel(world.context, rival)
    await world.walk()

    expect(meanwhile.step).toBe("cancelled")
    expect((await world.row(id)).step).toBe("finished")
    expect(await world.taken()).toBe(1)
  })

  test("a record deleted in GATE makes its registration removed, once GATE has said so itself", async () => {
    const world = await setup()
    const gone = await world.attendee()
    const there = await world.attendee()
    await world.walk()
    await world.context.gate.userExtras.delete((await world.row(gone)).gateExtraId ?? "")

    await world.walk()

    expect((await world.row(gone)).step).toBe("removed")
    expect((await world.row(there)).step).toBe("finished")
    expect(await world.history(gone)).toContain("gate_extra.removed")
  })

  test("a registration whose record is there again is one again, with the place it kept", async () => {
    const world = await setup()
    const id = await world.attendee()
    const { gateExtraId } = await world.row(id)
    const { parent } = await world.record(id)
    await world.context.gate.userExtras.delete(gateExtraId ?? "")
    await world.walk()
    const removed = await world.row(id)
    const { slug } = world.event
    await world.context.gate.userExtras.create({ parent: String(parent), event: slug, company: "Watt" })

    for (let nth = 0; nth < 2; nth++) {
      await world.pass(settleMs)
      await world.walk()
    }

    expect(removed.step).toBe("removed")
    expect(await world.row(id)).toMatchObject({ step: "finished", answers: { company: "Watt" } })
    expect(await world.taken()).toBe(1)
  })

  test("a record that is there although the list leaves it out removes nobody", async () => {
    const world = await setup()
    const id = await world.attendee()
    const { parent } = await world.record(id)
    await world.walk()
    await world.context.gate.users.patch(String(parent), { organization: "umbrella" })

    await world.walk()

    expect((await world.row(id)).step).toBe("finished")
  })
})
