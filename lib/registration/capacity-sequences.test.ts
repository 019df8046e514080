import fc from "fast-check"
import { expect, test } from "vitest"
import { cancel, undoCancel } from "@/lib/account/cancel"
import { getEditableEvent, updateEvent } from "@/lib/db/queries/event-editor"
import { getEvent } from "@/lib/db/queries/events"
import { findRegistrationOf, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { AppError } from "@/lib/domain/errors"
import { createWorld, provedPerson, testInput, type World } from "@/lib/testing/registration-world"
import { accept } from "./accept"

// Reliability C3. Each run is an event of its own, so the database is never emptied.

const database = testDatabase({ isEmptied: false })

const people = 6

type Act = { kind: "register" | "cancel" | "undo"; who: number } | { kind: "resize"; capacity: number }

const who = fc.nat(people - 1)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: who.map((who) => ({ kind: "register" as const, who })) },
  { weight: 3, arbitrary: who.map((who) => ({ kind: "cancel" as const, who })) },
  { weight: 2, arbitrary: who.map((who) => ({ kind: "undo" as const, who })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: people }).map((capacity) => ({ kind: "resize" as const, capacity })),
  },
)

/** What happens at the same moment, one moment after the other. */
const moments = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })

type Scene = { world: World; persons: string[] }

async function openScene(): Promise<Scene> {
  const world = await createWorld(database.db, { event: { capacity: 3 } })
  const persons: string[] = []
  for (let index = 0; index < people; index++) persons.push((await provedPerson(world)).id)
  return { world, persons }
}

/** Does it, and says whether it took effect; a refusal is an answer. */
async function perform({ world, persons }: Scene, done: Act): Promise<boolean> {
  const { context, event } = world
  if (done.kind === "resize") {
    const { taken, ...stored } = await getEditableEvent(database.db, event.id)
    return database.db.transaction((tx) => updateEvent(tx, stored, { ...stored, capacity: done.capacity }))
  }
  const personId = persons[done.who] ?? ""
  if (done.kind === "register") {
    try {
      return (await accept(context, event, personId, testInput())).isNew
    } catch (error) {
      if (error instanceof AppError && error.code === "event_full") return false
      throw error
    }
  }
  const own = await findRegistrationOf(database.db, { eventId: event.id, personId })
  if (!own) return false
  return done.kind === "cancel" ? cancel(context, own.id) : (await undoCancel(context, own.id)) === "restored"
}

async function countLive({ persons }: Scene): Promise<number> {
  const lists = await Promise.all(persons.map((id) => listRegistrationsOf(database.db, id)))
  return lists.flat().filter(({ step }) => step !== "cancelled").length
}

const runs = Number(process.env.PROPERTY_RUNS ?? 50)

test("whatever happens at once, places taken are those held, never fewer than none nor more than there are", async () => {
  await fc.assert(
    fc.asyncProperty(moments, async (sequence) => {
      const scene = await openScene()
      for (const moment of sequence) {
        await Promise.all(moment.map((each) => perform(scene, each)))
        const { taken, capacity } = await getEvent(database.db, scene.world.event.id)
        expect(taken).toBe(await countLive(scene))
        expect(taken).toBeLessThanOrEqual(capacity ?? 0)
      }
    }),
    { numRuns: runs },
  )
}, 120_000)

/** What must come of one act when nobody acts at the same moment. */
function foresee(model: { live: Set<number>; known: Set<number>; capacity: number }, done: Act): boolean {
  const { live, known, capacity } = model
  if (done.kind === "resize") {
    if (live.size > done.capacity) return false
    model.capacity = done.capacity
    return true
  }
  if (done.kind === "cancel") return live.delete(done.who)
  const mayEnter =
    !live.has(done.who) && live.size < capacity && (done.kind === "register" || known.has(done.who))
  if (mayEnter) {
    live.add(done.who)
    known.add(done.who)
  }
  return mayEnter
}

test("one act after another does exactly what it should: full means full, and a place given back is there again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 20 }), async (sequence) => {
      const scene = await openScene()
      const model = { live: new Set<number>(), known: new Set<number>(), capacity: 3 }
      for (const each of sequence) {
        const expected = foresee(model, each)
        expect(await perform(scene, each), JSON.stringify(each)).toBe(expected)
        expect((await getEvent(database.db, scene.world.event.id)).taken).toBe(model.live.size)
      }
    }),
    { numRuns: runs },
  )
}, 120_000)
