import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { saveAnswers } from "@/lib/profile/save-answers"
import { sweep } from "@/lib/sweep"
import { type Attendee, createAttendee, guessEarlier } from "@/lib/testing/profile"
import { settleContested } from "./contested"

const database = testDatabase()

const minute = 60_000

async function sweepUntilDelivered(ana: Attendee): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await ana.world.pass(5 * minute)
    await sweep(ana.world.context)
    if (Object.keys((await ana.row()).undelivered).length === 0) return
  }
  throw new Error("Something still waits after 20 sweeps")
}

/** Saves while GATE answers 503 to `method`, then lets somebody else write, then lets GATE be well. */
async function overtaken(
  ana: Attendee,
  {
    method = "GET",
    typed,
    meanwhile,
  }: { method?: string; typed: Record<string, string | null>; meanwhile: Record<string, string | null> },
): Promise<void> {
  const form = ana.form(await ana.view(), typed)
  await ana.world.faults([{ method, fault: "error", status: 503 }])
  await saveAnswers(ana.world.context, ana.id, form)
  await ana.world.faults([])
  await ana.changeInGate(meanwhile)
  await sweepUntilDelivered(ana)
}

test.each(["GET", "PATCH"])(
  "an answer that waited after a failed %s does not overwrite what somebody wrote meanwhile, and both are shown",
  async (method) => {
    const ana = await createAttendee(database.db, { answers: { company: "Old" } })

    await overtaken(ana, {
      method,
      typed: { company: "Ours", note: "By train" },
      meanwhile: { company: "Theirs" },
    })

    const view = await ana.view()
    expect(await ana.record()).toMatchObject({ company: "Theirs", custom_field_1: "By train" })
    expect(view.answers).toMatchObject({ company: "Theirs", note: "By train" })
    expect(view.contested).toEqual({ company: { theirs: "Theirs", ours: "Ours" } })
    expect(await ana.events()).toContain("answers.contested")
  },
)

test("the answer that was chosen of the two is the one that counts", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Old" } })
  await overtaken(ana, { typed: { company: "Ours" }, meanwhile: { company: "Theirs" } })

  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { company: "Ours" }))
  await settleContested(ana.world.context, await ana.subject(), ["company"])

  expect(await ana.record()).toMatchObject({ company: "Ours" })
  expect((await ana.view()).contested).toEqual({})
  expect((await ana.row()).answers).toEqual({ company: "Ours" })
})

test("the same answer from both sides is no contest", async () => {
  const ana = await createAttendee(database.db)

  await overtaken(ana, { typed: { company: "Same" }, meanwhile: { company: "Same" } })

  expect((await ana.view()).contested).toEqual({})
  expect(await ana.events()).not.toContain("answers.contested")
})

test("an answer taken back is contested like any other", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Old" } })

  await overtaken(ana, { typed: { company: null }, meanwhile: { company: "Theirs" } })

  expect(await ana.record()).toMatchObject({ company: "Theirs" })
  expect((await ana.view()).contested).toEqual({ company: { theirs: "Theirs", ours: null } })
})

test("the country a browser once named is not somebody else's answer", async () => {
  const ana = await createAttendee(database.db)
  await guessEarlier(ana, "MX")

  await overtaken(ana, { typed: { home: "PT" }, meanwhile: { company: "Theirs" } })

  expect(await ana.record()).toMatchObject({ country_id: "PT", company: "Theirs" })
})

test("one's own earlier answer that reached GATE without our hearing of it is no contest", async () => {
  const ana = await createAttendee(database.db)
  const { context } = ana.world
  const first = ana.form(await ana.view(), { company: "First" })
  await ana.world.faults([{ method: "PATCH", fault: "drop-after" }])
  await saveAnswers(context, ana.id, first)
  await saveAnswers(context, ana.id, ana.form(await ana.view(), { company: "Second" }))

  await ana.world.faults([])
  await sweepUntilDelivered(ana)

  expect(await ana.record()).toMatchObject({ company: "Second" })
  expect((await ana.view()).contested).toEqual({})
})

test("a save that meets the other answer first comes back as a conflict", async () => {
  const ana = await createAttendee(database.db, { answers: { company: "Old" } })
  const { context } = ana.world
  await ana.world.faults([{ method: "GET", fault: "error", status: 503 }])
  await saveAnswers(context, ana.id, ana.form(await ana.view(), { company: "Ours" }))
  const again = ana.form(await ana.view(), { company: "Ours again" })
  await ana.world.faults([])
  await ana.changeInGate({ company: "Theirs" })
  await ana.world.pass(5 * minute)

  const result = await saveAnswers(context, ana.id, again)

  expect(result).toMatchObject({
    saved: [],
    conflicts: [{ key: "company", theirs: "Theirs", ours: "Ours again" }],
  })
  expect(await ana.record()).toMatchObject({ company: "Theirs" })
})
