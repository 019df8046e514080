import { describe, expect, test } from "vitest"
import { cancel, canUndoCancel } from "@/lib/account/cancel"
import { keepPlan } from "@/lib/db/queries/event-news"
import { getEvent } from "@/lib/db/queries/events"
import { hasConsent } from "@/lib/db/queries/marketing"
import { getPerson } from "@/lib/db/queries/people"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { purgeRegistration } from "@/lib/db/queries/retention"
import { moveUp } from "@/lib/db/queries/waitlist"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces } from "@/lib/db/test-places"
import { planOf } from "@/lib/domain/event-news"
import type { WaitlistOrder } from "@/lib/domain/waitlist"
import { cancelEvent, reinstateEvent } from "@/lib/events/cancel-event"
import { sweep } from "@/lib/sweep"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import {
  createWorld,
  getRegistration,
  provedPerson,
  testId,
  testInput,
  type World,
  type WorldOptions,
} from "@/lib/testing/registration-world"
import { accept } from "./accept"
import { passOnPlaces, sweepWaitlists } from "./pass-on-places"
import { openSession } from "./sign-in"
import { chooseTaking, claimOffered } from "./waiting"

const database = testDatabase()

const hour = 60 * 60_000
const day = 24 * hour

const waiting = { capacity: 1, waitlistOrder: "first_come" as WaitlistOrder }

const open = (event: WorldOptions["event"] = {}) =>
  createWorld(database.db, { event: { ...waiting, ...event } })

/** Somebody new registers, and says that they would wait. */
async function come({ context, event, ...world }: World, input = {}): Promise<string> {
  const person = await provedPerson({ context, event, ...world })
  const accepted = await accept(context, event, person.id, testInput({ mayWait: true, ...input }))
  return accepted.registrationId
}

const step = async (world: World, id: string) => (await getRegistration(world, id)).step
const steps = (world: World, ids: string[]) => Promise.all(ids.map((id) => step(world, id)))
const trail = async (id: string) => (await listRegistrationEvents(database.db, id)).map(({ name }) => name)

async function expectExact(world: World): Promise<void> {
  const { taken, held } = await countPlaces(database.db, world.event.id)
  expect(taken).toBe(held)
}

/** A full event with one ticket and some who wait, in the order they came. */
async function full(count: number, event: WorldOptions["event"] = {}) {
  const world = await open(event)
  const holder = await come(world)
  const line: string[] = []
  for (let index = 0; index < count; index++) {
    world.time.pass(1_000)
    line.push(await come(world))
  }
  return { world, holder, line }
}

describe("whoever finds an event full", () => {
  test("is refused, unless they said that they would wait", async () => {
    const { world } = await full(0)
    const person = await provedPerson(world)
    await expect(accept(world.context, world.event, person.id, testInput())).rejects.toThrow("event_full")
    expect(await step(world, await come(world))).toBe("waitlisted")
    await expectExact(world)
  })

  test("is refused where there is no waitlist", async () => {
    const { world } = await full(0, { waitlistOrder: null })
    await expect(come(world)).rejects.toThrow("event_full")
  })

  test("waits once, however often the form is sent", async () => {
    const { world } = await full(0)
    const person = await provedPerson(world)
    const input = testInput({ mayWait: true })
    const all = await Promise.all([1, 2, 3].map(() => accept(world.context, world.event, person.id, input)))
    expect(new Set(all.map(({ registrationId }) => registrationId)).size).toBe(1)
    expect((await getEvent(database.db, world.event.id)).waiting).toBe(1)
  })

  test("is nothing GATE hears of, and is told by mail once", async () => {
    const { world, line } = await full(1)
    const before = (await world.gateState()).users.length
    await sweep(world.context)
    await world.pass(hour)
    await sweep(world.context)
    expect(await steps(world, line)).toEqual(["waitlisted"])
    expect((await world.gateState()).users.length).toBe(before + 1)
    expect(world.mails.map(({ subject }) => subject)).toEqual([
      "You’re in: Field Notes Summit",
      "You’re on the waitlist: Field Notes Summit",
    ])
  })
})

describe("a place that comes free", () => {
  test("is held for the next in line at once, and nobody else gets it", async () => {
    const { world, holder, line } = await full(2)
    await cancel(world.context, holder)
    expect(await steps(world, line)).toEqual(["offered", "waitlisted"])
    const person = await provedPerson(world)
    await expect(accept(world.context, world.event, person.id, testInput())).rejects.toThrow("event_full")
    await expectExact(world)
  })

  test("is not sold past those who wait while nobody has passed it on yet", async () => {
    const { world, line } = await full(1, { capacity: 1 })
    await database.db.execute(
      `update event set capacity = 2, over_capacity = 0 where id = '${world.event.id}'`,
    )
    const person = await provedPerson(world)
    await expect(accept(world.context, world.event, person.id, testInput())).rejects.toThrow("event_full")
    await sweepWaitlists(world.context)
    expect(await steps(world, line)).toEqual(["offered"])
  })

  test("becomes a ticket by one claim, and then GATE hears of it", async () => {
    const { world, holder, line } = await full(1)
    await cancel(world.context, holder)
    const [next = ""] = line
    expect(await claimOffered(world.context, next)).toBe("claimed")
    expect(await claimOffered(world.context, next)).toBe("not_waiting")
    await sweep(world.context)
    expect(await step(world, next)).toBe("finished")
    expect(await trail(next)).toEqual(expect.arrayContaining(["waitlist.offered", "waitlist.claimed"]))
    await expectExact(world)
  })

  test("goes on when its offer ends: the first loses it, the second gets theirs, nobody is told twice", async () => {
    const { world, holder, line } = await full(2)
    await cancel(world.context, holder)
    const [first = "", second = ""] = line
    const { heldUntil } = await getRegistration(world, first)
    await world.pass((heldUntil?.getTime() ?? 0) - world.time.clock().getTime() + 1_000)
    // A second late: the sweeper has not been there yet.
    expect(await claimOffered(world.context, first)).toBe("too_late")
    await sweep(world.context)
    await sweep(world.context)
    expect(await steps(world, line)).toEqual(["cancelled", "offered"])
    expect(await trail(first)).toContain("waitlist.lapsed")
    expect(world.mails.filter(({ subject }) => subject.startsWith("Your offer has ended"))).toHaveLength(1)
    expect(await claimOffered(world.context, second)).toBe("claimed")
    await expectExact(world)
  })

  test("goes on when it is declined, and who declined cannot undo that", async () => {
    const { world, holder, line } = await full(2)
    await cancel(world.context, holder)
    const [first = ""] = line
    await cancel(world.context, first)
    expect(await steps(world, line)).toEqual(["cancelled", "offered"])
    expect(await canUndoCancel(world.context, await getRegistration(world, first), world.event)).toBe(false)
    expect(world.mails.some(({ subject }) => subject.startsWith("Registration cancelled"))).toBe(false)
    await expectExact(world)
  })

  test("is taken for whoever asked for that, with the ticket by mail and a way back", async () => {
    const { world, holder, line } = await full(1)
    const [next = ""] = line
    await chooseTaking(world.context, next, new Date(world.time.clock().getTime() + 5 * day))
    await cancel(world.context, holder)
    expect(await step(world, next)).toBe("accepted")
    await sweep(world.context)
    expect(await step(world, next)).toBe("finished")
    const mail = world.mails.find(({ text }) => text.includes("we took it for you"))
    expect(mail?.text).toContain("/waitlist?token=")
    await cancel(world.context, next)
    await expectExact(world)
  })

  test("is offered to whoever wanted it taken until a day that has passed", async () => {
    const { world, holder, line } = await full(1)
    const [next = ""] = line
    await chooseTaking(world.context, next, new Date(world.time.clock().getTime() + day))
    await world.pass(2 * day)
    await cancel(world.context, holder)
    expect(await step(world, next)).toBe("offered")
  })

  test("goes to whom an organizer put first", async () => {
    const { world, holder, line } = await full(3)
    await moveUp(database.db, line[2] ?? "", world.time.clock())
    await cancel(world.context, holder)
    expect(await steps(world, line)).toEqual(["waitlisted", "waitlisted", "offered"])
  })

  test("is drawn by lot where the event says so, and leaving draws no other lot", async () => {
    const { world, holder, line } = await full(6, { waitlistOrder: "lottery" })
    await cancel(world.context, holder)
    const after = await steps(world, line)
    expect(after.filter((each) => each === "offered")).toHaveLength(1)
    expect(after.filter((each) => each === "waitlisted")).toHaveLength(5)
  })

  test("is passed on once by any number of processes", async () => {
    const { world, holder, line } = await full(5)
    await cancel(world.context, holder)
    await Promise.all([1, 2, 3, 4].map(() => sweepWaitlists(world.context)))
    expect((await steps(world, line)).filter((each) => each === "offered")).toHaveLength(1)
    await expectExact(world)
  })
})

describe("in the last hours before the doors", () => {
  // The doors open at 9:00 in Berlin.
  const soon = { startsAt: "2027-01-10T15:00:00+01:00", endsAt: "2027-01-10T20:00:00+01:00", claimHours: 3 }

  test("everybody is told once, and the first to claim gets the place", async () => {
    const { world, holder, line } = await full(3, soon)
    await cancel(world.context, holder)
    await sweep(world.context)
    await sweep(world.context)
    expect(await steps(world, line)).toEqual(["waitlisted", "waitlisted", "waitlisted"])
    expect(world.mails.filter(({ subject }) => subject.startsWith("A spot is free"))).toHaveLength(3)
    const claims = await Promise.all(line.map((id) => claimOffered(world.context, id)))
    expect(claims.filter((claim) => claim === "claimed")).toHaveLength(1)
    expect(claims.filter((claim) => claim === "taken")).toHaveLength(2)
    await expectExact(world)
  })

  test("nobody claims what is not free", async () => {
    const { world, line } = await full(1, soon)
    expect(await claimOffered(world.context, line[0] ?? "")).toBe("taken")
    expect(await steps(world, line)).toEqual(["waitlisted"])
  })
})

test("whoever cancelled and comes back to wait is still cancelled for GATE, until a place is theirs", async () => {
  const { world, holder, line } = await full(1)
  await sweep(world.context)
  await cancel(world.context, holder)
  await sweep(world.context)
  const { personId } = await getRegistration(world, holder)
  const again = await accept(world.context, world.event, personId, testInput({ mayWait: true }))
  expect(again.registrationId).toBe(holder)
  expect(await step(world, holder)).toBe("waitlisted")
  expect((await getRegistration(world, holder)).cancelledAt).not.toBeNull()
  await cancel(world.context, line[0] ?? "")
  expect(await step(world, holder)).toBe("offered")
  expect(await claimOffered(world.context, holder)).toBe("claimed")
  expect((await getRegistration(world, holder)).cancelledAt).toBeNull()
  await sweep(world.context)
  expect(await step(world, holder)).toBe("finished")
  await expectExact(world)
})

test("an event that is cancelled passes nothing on", async () => {
  const { world, holder, line } = await full(1)
  await database.db.execute(`update event set cancelled_at = now() where id = '${world.event.id}'`)
  await cancel(world.context, holder)
  await passOnPlaces(world.context, world.event.id)
  expect(await steps(world, line)).toEqual(["waitlisted"])
})

test("what somebody says when they join the waitlist is kept: their name, and their yes to news", async () => {
  const { world } = await full(0)
  const nameless = { firstName: "", lastName: "", language: "en" }
  const { person } = await openSession(world.context, "late@example.org", nameless, testId())
  const input = testInput({ mayWait: true, firstName: "Ana", consentWording: "Yes, write to me." })
  await accept(world.context, world.event, person.id, input, { owner: testId() })
  expect(await getPerson(database.db, person.id)).toMatchObject({ firstName: "Ana", lastName: "Reyes" })
  const organizationId = world.event.organization.id
  expect(await hasConsent(database.db, { personId: person.id, organizationId })).toBe(true)
})

test.each(["archived_at = now()", "published_at = null"])("an event with %s offers nothing", async (what) => {
  const { world, holder, line } = await full(1)
  await database.db.execute(`update event set ${what} where id = '${world.event.id}'`)
  await cancel(world.context, holder)
  await sweepWaitlists(world.context)
  expect(await steps(world, line)).toEqual(["waitlisted"])
})

const afterDays = async (world: World, days: number) => {
  await world.pass(days * day)
  await sweep(world.context)
}

test("an offer of an event that is cancelled ends without a word, and whoever had it waits where they were", async () => {
  const { world, holder, line } = await full(2)
  const scope = await testEventScope(world, await testOrganizer(world))
  const [first = ""] = line
  await cancel(world.context, holder)
  const { waitlistedAt } = await getRegistration(world, first)
  await sweep(world.context)
  await cancelEvent({ ...world.context, languages: ["en"] }, scope, "")
  await afterDays(world, 4)
  expect(await claimOffered(world.context, first)).not.toBe("claimed")
  expect(await steps(world, line)).toEqual(["waitlisted", "waitlisted"])
  expect(world.mails.some(({ subject }) => subject.startsWith("Your offer has ended"))).toBe(false)
  await expectExact(world)

  await reinstateEvent({ ...world.context, languages: ["en"] }, scope)
  await sweep(world.context)
  const news = world.mails.filter(({ subject }) => subject.startsWith("Happening after all"))
  expect(news).toHaveLength(2)
  for (const { text, attachments } of news) {
    expect(text).toContain("You’re still on the waitlist.")
    expect(text).not.toMatch(/ticket is valid/)
    expect(attachments ?? []).toEqual([])
  }
  expect(await getRegistration(world, first)).toMatchObject({ step: "offered", waitlistedAt })
  await expectExact(world)
})

test("whoever got a place after the event was moved is not told of the move", async () => {
  const { world, holder, line } = await full(1)
  const { id: eventId } = world.event
  const now = world.time.clock()
  const before = planOf(await getEvent(database.db, eventId))
  await cancel(world.context, holder)
  await keepPlan(database.db, {
    eventId,
    revision: 0,
    plan: { ...before, venueName: "Old hall" },
    replacedAt: now,
  })
  await database.db.execute(`update event set revision = 1, announced_revision = 1,
    announce_after = '00000000-0000-0000-0000-000000000000',
    announce_at = '${new Date(now.getTime() + 3 * hour).toISOString()}' where id = '${eventId}'`)
  await world.pass(2 * hour)
  expect(await claimOffered(world.context, line[0] ?? "")).toBe("claimed")
  await world.pass(2 * hour)
  await sweep(world.context)
  expect(world.mails.some(({ subject }) => subject.startsWith("Change of plan"))).toBe(false)
})

test("a free place is told again to whoever left and came back, and to everybody when the event moved", async () => {
  const { world, holder, line } = await full(2, {
    startsAt: "2027-01-10T15:00:00+01:00",
    endsAt: "2027-01-10T20:00:00+01:00",
    claimHours: 3,
  })
  const told = async () => {
    await sweep(world.context)
    return world.mails.filter(({ subject }) => subject.startsWith("A spot is free")).length
  }
  await cancel(world.context, holder)
  expect(await told()).toBe(2)
  const [first = ""] = line
  await world.pass(60_000)
  await cancel(world.context, first)
  await world.pass(60_000)
  const { personId } = await getRegistration(world, first)
  await accept(world.context, world.event, personId, testInput({ mayWait: true }))
  expect(await told()).toBe(3)
  expect(await told()).toBe(3)

  await world.pass(60_000)
  const eventId = world.event.id
  const plan = planOf(await getEvent(database.db, eventId))
  await keepPlan(database.db, { eventId, revision: 0, plan, replacedAt: world.time.clock() })
  await database.db.execute(
    `update event set starts_at = starts_at + interval '10 minutes', revision = 1 where id = '${eventId}'`,
  )
  expect(await told()).toBe(5)
  expect(await told()).toBe(5)
})

test("a place of an event that is over is nobody's to claim", async () => {
  const { world, holder, line } = await full(1)
  const [first = ""] = line
  await cancel(world.context, holder)
  const past = new Date(world.time.clock().getTime() - hour).toISOString()
  await database.db.execute(
    `update event set starts_at = '${past}'::timestamptz - interval '1 hour', doors_at = null, ends_at = '${past}' where id = '${world.event.id}'`,
  )
  expect(await claimOffered(world.context, first)).toBe("too_late")
  expect(await step(world, first)).toBe("offered")
})

test("leaving the waitlist gives up no ticket that came meanwhile, and giving back a ticket leaves no waitlist", async () => {
  const { world, holder, line } = await full(1)
  const [first = ""] = line
  expect(await cancel(world.context, first, "ticket")).toBe(false)
  expect(await cancel(world.context, holder, "waiting")).toBe(false)
  expect(await step(world, holder)).toBe("accepted")
  expect(await cancel(world.context, holder, "ticket")).toBe(true)
  expect(await cancel(world.context, first, "waiting")).toBe(true)
  await expectExact(world)
})

test("whoever is purged is in line no more, and the place that was held for them is free", async () => {
  const { world, holder, line } = await full(2)
  const [first = "", second = ""] = line
  await cancel(world.context, holder)
  for (const id of [first, second])
    await database.db.transaction((tx) => purgeRegistration(tx, id, world.time.clock()))
  expect(await steps(world, line)).toEqual(["cancelled", "cancelled"])
  expect(await getEvent(database.db, world.event.id)).toMatchObject({ taken: 0, waiting: 0 })
  await expectExact(world)
})
