import fc from "fast-check"
import { expect, test } from "vitest"
import { cancel, undoCancel } from "@/lib/account/cancel"
import { getEditableEvent, updateEvent } from "@/lib/db/queries/event-editor"
import { getEvent } from "@/lib/db/queries/events"
import { findRegistrationOf, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { AppError } from "@/lib/domain/errors"
import { holdsPlace } from "@/lib/domain/registration"
import { createWorld, provedPerson, testInput, type World } from "@/lib/testing/registration-world"
import { accept } from "./accept"
import { sweepWaitlists } from "./pass-on-places"
import { claimOffered } from "./waiting"

// Reliability C3. Each run is an event of its own, so the database is never emptied.

const database = testDatabase({ isEmptied: false })

const people = 6

type Act =
  | { kind: "register" | "wait" | "claim" | "cancel" | "undo"; who: number }
  | { kind: "resize"; capacity: number }
  /** Days go by, more than any offer is held. */
  | { kind: "expire" }
  | { kind: "sweep" }

const who = fc.nat(people - 1)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: who.map((who) => ({ kind: "register" as const, who })) },
  { weight: 3, arbitrary: who.map((who) => ({ kind: "cancel" as const, who })) },
  { weight: 2, arbitrary: who.map((who) => ({ kind: "undo" as const, who })) },
  { weight: 4, arbitrary: who.map((who) => ({ kind: "wait" as const, who })) },
  { weight: 3, arbitrary: who.map((who) => ({ kind: "claim" as const, who })) },
  { weight: 1, arbitrary: fc.constant({ kind: "expire" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "sweep" as const }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: people }).map((capacity) => ({ kind: "resize" as const, capacity })),
  },
)

/** What happens at the same moment, one moment after the other. */
const moments = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })

type Scene = { world: World; persons: string[] }

async function openScene(): Promise<Scene> {
  const world = await createWorld(database.db, { event: { capacity: 3, waitlistOrder: "first_come" } })
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
  if (done.kind === "expire") world.time.pass(2 * 24 * 60 * 60_000)
  if (done.kind === "expire" || done.kind === "sweep") {
    await sweepWaitlists(context)
    return true
  }
  const personId = persons[done.who] ?? ""
  if (done.kind === "register" || done.kind === "wait") {
    try {
      return (await accept(context, event, personId, testInput({ mayWait: done.kind === "wait" }))).isNew
    } catch (error) {
      if (error instanceof AppError && error.code === "event_full") return false
      throw error
    }
  }
  const own = await findRegistrationOf(database.db, { eventId: event.id, personId })
  if (!own) return false
  if (done.kind === "claim") return (await claimOffered(context, own.id)) === "claimed"
  return done.kind === "cancel" ? cancel(context, own.id) : (await undoCancel(context, own.id)) === "restored"
}

async function countLive({ persons }: Scene): Promise<number> {
  const lists = await Promise.all(persons.map((id) => listRegistrationsOf(database.db, id)))
  return lists.flat().filter(holdsPlace).length
}

const runs = Number(process.env.PROPERTY_RUNS ?? 50)

/** Nobody waits for a place that is free, once everything has been passed on. */
async function expectPassedOn({ world }: Scene): Promise<void> {
  await sweepWaitlists(world.context)
  const { taken, capacity, waiting } = await getEvent(database.db, world.event.id)
  if (waiting > 0) expect(taken).toBe(capacity)
}

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
      await expectPassedOn(scene)
    }),
    { numRuns: runs },
  )
}, 120_000)

/** `known`: who gave up a place of their own so lately that they may undo it. */
type Model = { line: number[]; offered: Set<number>; live: Set<number>; known: Set<number>; capacity: number }

const heldBy = ({ live, offered }: Model) => live.size + offered.size

/** Whoever has waited longest is next. */
function passOn(model: Model): void {
  while (model.line.length > 0 && heldBy(model) < model.capacity) {
    const next = model.line.shift()
    if (next !== undefined) model.offered.add(next)
  }
}

/** What must come of one act when nobody acts at the same moment. */
function foresee(model: Model, done: Act): boolean {
  const { line, offered, live, known } = model
  if (done.kind === "resize") {
    if (heldBy(model) > done.capacity) return false
    model.capacity = done.capacity
    return true
  }
  if (done.kind === "expire") offered.clear()
  if (done.kind === "expire") known.clear()
  if (done.kind === "expire" || done.kind === "sweep") {
    passOn(model)
    return true
  }
  const { who } = done
  if (done.kind === "claim") {
    const isTheirs = offered.delete(who)
    if (isTheirs) live.add(who)
    return isTheirs
  }
  if (done.kind === "cancel") {
    const position = line.indexOf(who)
    const isOwn = live.delete(who)
    if (isOwn) known.add(who)
    const isGivenUp = isOwn || offered.delete(who) || position >= 0
    if (position >= 0) line.splice(position, 1)
    if (isGivenUp) passOn(model)
    return isGivenUp
  }
  if (live.has(who) || offered.has(who) || line.includes(who)) return false
  const isFree = line.length === 0 && heldBy(model) < model.capacity
  if (isFree && (done.kind !== "undo" || known.has(who))) {
    live.add(who)
    known.delete(who)
    return true
  }
  if (isFree || done.kind !== "wait") return false
  line.push(who)
  known.delete(who)
  return true
}

test("one act after another does exactly what it should: full means full, and a place given back is there again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 20 }), async (sequence) => {
      const scene = await openScene()
      const model: Model = {
        line: [],
        offered: new Set(),
        live: new Set(),
        known: new Set(),
        capacity: 3,
      }
      for (const each of sequence) {
        const expected = foresee(model, each)
        // Two acts of one person are not at the same instant, and undoing a cancellation has ten minutes.
        scene.world.time.pass(1_000)
        expect(await perform(scene, each), JSON.stringify(each)).toBe(expected)
        expect((await getEvent(database.db, scene.world.event.id)).taken).toBe(heldBy(model))
      }
    }),
    { numRuns: runs },
  )
}, 120_000)
