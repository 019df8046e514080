import { convertIcsCalendar } from "ts-ics"
import { expect, test } from "vitest"
import { setEventCancelled } from "@/lib/db/queries/event-news"
import { testDatabase } from "@/lib/db/test-database"
import { readRecord } from "@/lib/delivery/gate-record"
import { loadSubject } from "@/lib/delivery/subject"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  sweepUntilOver,
  type World,
} from "@/lib/testing/registration-world"
import { composeOwnFeed, findFeedAddress, renewCalendarFeed, revokeCalendarFeed } from "./calendar-feed"
import { cancel } from "./cancel"
import { collectOwnData } from "./own-data"
import { requestDeletion } from "./request-deletion"
import { requestErasure } from "./request-erasure"

const database = testDatabase()

async function subscriber() {
  const world = await createWorld(database.db)
  const id = await acceptedRegistration(world)
  const { personId } = await getRegistration(world, id)
  await renewCalendarFeed(world.context, personId)
  return { world, id, personId, file: await fileOf(world, personId) }
}

async function fileOf({ context }: World, personId: string): Promise<string> {
  return (await findFeedAddress(context, personId))?.split("/").at(-1) ?? ""
}

/** What a calendar program reads at an address; null where there is nothing. */
async function read({ context }: World, file: string) {
  const feed = await composeOwnFeed(context, file, () => "My tickets")
  return feed === null ? null : convertIcsCalendar(undefined, feed)
}

test("a calendar has the tickets of its person, and nobody else's", async () => {
  const { world, file } = await subscriber()
  await acceptedRegistration(world)

  const calendar = await read(world, file)

  expect(calendar?.events).toHaveLength(1)
  expect(calendar?.events?.[0]).toMatchObject({
    uid: `${world.event.id}@gatehouse`,
    status: "CONFIRMED",
    start: { date: world.event.startsAt },
  })
})

test("a ticket that is cancelled, and one whose event is, stay as cancelled, with a higher sequence", async () => {
  const { world, id, file } = await subscriber()

  await cancel(world.context, id)
  expect((await read(world, file))?.events?.[0]).toMatchObject({ status: "CANCELLED", sequence: 1 })

  const other = await subscriber()
  await setEventCancelled(database.db, other.world.event.id, { reason: null }, other.world.context.clock())
  expect((await read(other.world, other.file))?.events?.[0]).toMatchObject({
    status: "CANCELLED",
    sequence: 1,
  })
})

test("a ticket whose record somebody deleted in GATE is struck out, with a higher sequence", async () => {
  const { world, id, file } = await subscriber()
  const subject = await loadSubject(world.context, await sweepUntilOver(world, id))
  await world.context.gate.userExtras.delete(Number(subject.registration.gateExtraId))

  expect(await readRecord(world.context, subject)).toEqual({ kind: "removed" })

  expect((await read(world, file))?.events?.[0]).toMatchObject({ status: "CANCELLED", sequence: 1 })
})

test("a ticket stays in the calendar of whoever erased their answers: it is still valid", async () => {
  const { world, id, personId, file } = await subscriber()

  await requestErasure(world.context, personId)

  expect((await getRegistration(world, id)).step).toBe("removed")
  expect((await read(world, file))?.events?.[0]).toMatchObject({ status: "CONFIRMED" })
})

test("a new address ends the one before, and a removed one leads nowhere", async () => {
  const { world, personId, file } = await subscriber()

  await renewCalendarFeed(world.context, personId)
  const second = await fileOf(world, personId)
  expect(second).not.toBe(file)
  expect([await read(world, file), (await read(world, second))?.events?.length]).toEqual([null, 1])

  await revokeCalendarFeed(world.context, personId)
  expect(await read(world, second)).toBeNull()
  expect(await findFeedAddress(world.context, personId)).toBeNull()
})

test.each(["", ".ics", "x.ics", `${"A".repeat(43)}.ics`, "../../me", `${"A".repeat(44)}.ics`])(
  "nothing is at an address nobody made: %s",
  async (file) => {
    const { world } = await subscriber()

    expect(await read(world, file)).toBeNull()
  },
)

test("a database without the site's key does not tell the address", async () => {
  const { world, file } = await subscriber()
  const keys = { ...world.context.keys, calendar: Buffer.alloc(32) }

  expect(await composeOwnFeed({ ...world.context, keys }, file, () => "")).toBeNull()
})

test("the address is downloaded with everything else, and goes with the account", async () => {
  const { world, personId, file } = await subscriber()

  expect((await collectOwnData(world.context, personId)).calendar?.address).toContain(`/calendar/${file}`)
  await requestDeletion(world.context, personId)

  expect(await read(world, file)).toBeNull()
})

test("an event that ended more than 90 days ago is in it no more", async () => {
  const { world, file } = await subscriber()

  const later = new Date(world.event.endsAt.getTime() + 91 * 24 * 60 * 60_000)
  const feed = await composeOwnFeed({ ...world.context, clock: () => later }, file, () => "")

  expect(feed).not.toContain("VEVENT")
})
