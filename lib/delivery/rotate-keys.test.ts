import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import type { AppContext } from "@/lib/context"
import { replaceAnswers } from "@/lib/db/queries/sealed-answers"
import { testDatabase } from "@/lib/db/test-database"
import { countKeys } from "@/lib/db/test-sealed"
import { deriveKey } from "@/lib/env"
import { saveAnswers } from "@/lib/profile/save-answers"
import { readProfile } from "@/lib/profile/view"
import { sweep } from "@/lib/sweep"
import { longSeal } from "@/lib/testing/long-seal"
import { type Attendee, attendeeOf, createAttendee, question, questions } from "@/lib/testing/profile"
import {
  acceptedRegistration,
  createWorld,
  provedPerson,
  settleMs,
  type World,
} from "@/lib/testing/registration-world"
import { rotateKeys } from "./rotate-keys"
import { seal } from "./sensitive"

const database = testDatabase()

const number = "C01X00T4789"
const fresh = { id: "n", key: deriveKey("test", "new") }

function withKeys({ world }: Attendee, fields: AppContext["keys"]["fields"]): AppContext {
  return { ...world.context, keys: { ...world.context.keys, fields } }
}

/** The site of an attendee with a new key in front of the old one. */
const rotating = (ana: Attendee) => withKeys(ana, [fresh, ...ana.world.context.keys.fields])

async function registered(world: World): Promise<Attendee> {
  const id = await acceptedRegistration(world, { person: await provedPerson(world) })
  await sweep(world.context)
  await world.pass(settleMs)
  return attendeeOf(world, id)
}

async function withPassport(passport = number): Promise<Attendee> {
  const ana = await createAttendee(database.db)
  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { passport }))
  return ana
}

test("after a rotation the old key is not needed: neither by the journal nor for what GATE has", async () => {
  const ana = await withPassport()

  const rotation = await rotateKeys(rotating(ana))

  expect(rotation).toEqual({ rotated: 1, waiting: [], unreadable: [] })
  expect(await countKeys(database.db)).toEqual({ journal: { n: 1 }, gate: { n: 1 } })
  expect((await ana.row()).answers.passport).toBe((await ana.record()).passport_number)
  const without = await readProfile(withKeys(ana, [fresh]), await ana.subject())
  expect(without.answers.passport).toBe("•••• 789")
  expect(await ana.events()).toContain("answers.sealed_anew")
})

test("a text sealed before decision 0045 is read, and becomes a short one by a rotation", async () => {
  const ana = await withPassport()
  const { person } = await ana.subject()
  const target = { parent: person.gateUserId ?? "", field: "passport_number" } as const
  const long = longSeal(ana.world.context.keys.fields, number, target)
  await ana.changeInGate({ passport_number: long })
  await replaceAnswers(database.db, ana.id, [
    { key: "passport", before: (await ana.row()).answers.passport ?? "", after: long },
  ])
  expect((await ana.view()).answers.passport).toBe("•••• 789")
  const saved = await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { passport: number }))
  expect(saved).toMatchObject({ saved: [] })

  const rotation = await rotateKeys(rotating(ana))

  expect(rotation).toEqual({ rotated: 1, waiting: [], unreadable: [] })
  expect((await ana.record()).passport_number).toMatch(/^v2\.n\./)
  expect((await ana.row()).answers.passport).toBe((await ana.record()).passport_number)
  const without = await readProfile(withKeys(ana, [fresh]), await ana.subject())
  expect(without.answers.passport).toBe("•••• 789")
})

test("a second rotation finds nothing to do, and sends nothing to GATE", async () => {
  const ana = await withPassport()
  await rotateKeys(rotating(ana))
  const before = (await ana.patches()).length

  expect(await rotateKeys(rotating(ana))).toEqual({ rotated: 0, waiting: [], unreadable: [] })

  expect(await ana.patches()).toHaveLength(before)
})

test("a cancelled registration, and a number that only GATE has, are sealed anew as well", async () => {
  const world = await createWorld(database.db, { event: { questions } })
  const { id, name } = world.event.organization
  await world.seed({ organizations: [{ id: Number(id), name }] })
  const [ana, bo] = [await registered(world), await registered(world)]
  await saveAnswers(world.context, ana.id, ana.form(await ana.view(), { passport: number }))
  await cancel(world.context, ana.id)
  await sweep(world.context)
  const { person } = await bo.subject()
  const target = { parent: person.gateUserId ?? "", field: "passport_number" } as const
  await bo.changeInGate({ passport_number: seal(world.context.keys.fields, number, target) })

  const rotation = await rotateKeys(rotating(ana))

  expect(rotation).toMatchObject({ waiting: [], unreadable: [] })
  expect(await countKeys(database.db)).toEqual({ journal: { n: 1 }, gate: { n: 2 } })
})

test("an answer that waits for GATE arrives, and is sealed by the new key", async () => {
  const ana = await withPassport()
  const form = ana.form(await ana.view(), { passport: "D99999999" })
  await ana.world.faults([{ method: "PATCH", fault: "error", status: 503, times: 1 }])
  await saveAnswers(ana.world.context, ana.id, form)
  await ana.world.pass(60 * 60_000)

  const rotation = await rotateKeys(rotating(ana))

  expect(rotation).toMatchObject({ waiting: [], unreadable: [] })
  const view = await readProfile(withKeys(ana, [fresh]), await ana.subject())
  expect(view.answers.passport).toBe("•••• 999")
  expect(view.contested).toEqual({})
})

test("while GATE is away nothing is lost, and the next run does it", async () => {
  const ana = await withPassport()
  await ana.world.faults([{ method: "PATCH", fault: "error", status: 503, times: 10 }])

  expect(await rotateKeys(rotating(ana))).toMatchObject({ rotated: 0, waiting: [ana.id] })
  expect((await readProfile(rotating(ana), await ana.subject())).answers.passport).toBe("•••• 789")

  await ana.world.faults([])
  await ana.world.pass(60 * 60_000)
  expect(await rotateKeys(rotating(ana))).toMatchObject({ rotated: 1, waiting: [] })
})

test("an answer that waits while the registration is cancelled does not keep the old key", async () => {
  const ana = await withPassport()
  const form = ana.form(await ana.view(), { passport: "D99999999" })
  await ana.world.faults([{ method: "PATCH", fault: "error", status: 503, times: 10 }])
  await saveAnswers(ana.world.context, ana.id, form)
  await ana.world.faults([])
  await cancel(ana.world.context, ana.id)
  await ana.world.pass(60 * 60_000)
  expect((await ana.row()).undelivered).toHaveProperty("passport")

  expect(await rotateKeys(rotating(ana))).toMatchObject({ waiting: [], unreadable: [] })

  const { answers, undelivered } = await ana.row()
  expect(JSON.stringify([answers, undelivered, await ana.record()])).not.toMatch(/"v[12]\.t\./)
  expect(undelivered.passport).toBe(answers.passport)
})

test("a registration on its way to GATE is waited for", async () => {
  const ana = await withPassport()
  const open = await acceptedRegistration(ana.world, {
    person: (await ana.subject()).person,
    event: await ana.world.addEvent({
      questions: [question({ key: "passport", field: "passport_number", why: "Door" })],
    }),
    input: { answers: { passport: (await ana.row()).answers.passport ?? "" } },
  })

  expect(await rotateKeys(rotating(ana))).toMatchObject({ waiting: [open] })
})

test("what no listed key opens is named and stays as it is, and a text that only looks sealed is nobody's business", async () => {
  const ana = await withPassport()
  const before = (await ana.row()).answers.passport
  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { company: "v1.2.3.4" }))

  const rotation = await rotateKeys(withKeys(ana, [fresh]))

  expect(rotation).toEqual({ rotated: 0, waiting: [], unreadable: [ana.id] })
  expect((await ana.row()).answers).toMatchObject({ passport: before, company: "v1.2.3.4" })
  expect((await rotateKeys(rotating(ana))).unreadable).toEqual([])
})

test.each(["before the PATCH", "after the PATCH"] as const)(
  "killed %s, the answer can be read, and another run ends what was begun",
  async (moment) => {
    const ana = await withPassport()
    const { gate } = ana.world.context
    await new Promise<void>((reached) => {
      const killed = () => {
        reached()
        return new Promise<never>(() => {})
      }
      const patch: typeof gate.userExtras.patch = async (...sent) => {
        if (moment === "after the PATCH") await gate.userExtras.patch(...sent)
        return killed()
      }
      const dying = { ...gate, userExtras: { ...gate.userExtras, patch } }
      void rotateKeys({ ...rotating(ana), gate: dying, owner: "killed" })
    })

    expect((await readProfile(rotating(ana), await ana.subject())).answers.passport).toBe("•••• 789")
    await ana.world.pass(60_000)
    expect(await rotateKeys(rotating(ana))).toMatchObject({ waiting: [], unreadable: [] })
    expect(await countKeys(database.db)).toEqual({ journal: { n: 1 }, gate: { n: 1 } })
    expect((await ana.row()).answers.passport).toBe((await ana.record()).passport_number)
  },
)

test("neither the trail nor the log has an answer in it", async () => {
  const ana = await withPassport()

  await rotateKeys(rotating(ana))

  expect(JSON.stringify([await ana.world.requests(), ana.world.logged()])).not.toContain(number)
})
