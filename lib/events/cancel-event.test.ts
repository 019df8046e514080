import { convertIcsCalendar } from "ts-ics"
import { describe, expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { getEvent } from "@/lib/db/queries/events"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces } from "@/lib/db/test-places"
import { checkIn } from "@/lib/desk/check-in"
import { addWalkIn } from "@/lib/desk/walk-in"
import { startSmtpServer } from "@/lib/mail/test-smtp-server"
import { type MailboxEntry, smtpTransport } from "@/lib/mail/transport"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { oweEventNews } from "@/lib/outbox/event-news"
import { oweReminders } from "@/lib/outbox/reminders"
import { accept } from "@/lib/registration/accept"
import { createEditor, type Editor } from "@/lib/testing/editor"
import { acceptedRegistration, provedPerson, testId, testInput } from "@/lib/testing/registration-world"
import { cancelEvent, reinstateEvent } from "./cancel-event"

const database = testDatabase()

/** Tells what is to be told, however many mails that takes. */
async function tell({ world }: Editor): Promise<MailboxEntry[]> {
  const before = world.mails.length
  await oweEventNews(world.context)
  await deliverMails(world.context)
  return world.mails.slice(before)
}

async function withTickets(count: number, input: { language?: string } = {}) {
  const editor = await createEditor(database.db)
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.push(await acceptedRegistration(editor.world, { input }))
  await deliverMails(editor.world.context)
  return { editor, ids, world: editor.world }
}

const off = async (editor: Editor, reason = "") =>
  cancelEvent(editor.context, await editor.eventScope(), reason)
const on = async (editor: Editor) => reinstateEvent(editor.context, await editor.eventScope())

function calendarOf(mail: MailboxEntry | undefined) {
  const [file] = mail?.attachments ?? []
  const { method, events } = convertIcsCalendar(undefined, file?.content ?? "")
  return { contentType: file?.contentType, method, entry: events?.[0] }
}

test("who has a ticket is told once, why, and in their language; the calendar lets go of the event", async () => {
  const { editor, world } = await withTickets(2)
  await acceptedRegistration(world, { input: { language: "es" } })
  await deliverMails(world.context)

  await off(editor, "  The roof leaks.\n\nWe are sorry. ")
  const mails = await tell(editor)
  const again = await tell(editor)

  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    "Cancelado: Field Notes Summit",
    "Cancelled: Field Notes Summit",
    "Cancelled: Field Notes Summit",
  ])
  expect(again).toEqual([])
  const english = mails.find(({ subject }) => subject.startsWith("Cancelled"))
  expect(english?.text).toContain("Northside Meetups writes: The roof leaks. We are sorry.")
  expect(english?.text).toContain("Friday 14 May 2027, 9:00 am – 5:30 pm")
  expect(calendarOf(english)).toMatchObject({
    contentType: "text/calendar; charset=utf-8; method=CANCEL",
    method: "CANCEL",
    entry: {
      status: "CANCELLED",
      sequence: 1,
      uid: `${world.event.id}@gatehouse`,
      attendees: [{ email: english?.to }],
    },
  })
})

test("places and registrations stay, GATE hears nothing, and the trail says who did it", async () => {
  const { editor, world } = await withTickets(2)
  const requests = await world.requests()

  expect(await off(editor, "Storm")).toBe(true)
  expect(await off(editor, "Twice")).toBe(false)
  await tell(editor)

  expect(await countPlaces(database.db, world.event.id)).toMatchObject({ taken: 2 })
  expect(await world.requests()).toEqual(requests)
  expect(await editor.acts()).toEqual(["event.cancelled"])
  expect(await getEvent(database.db, world.event.id)).toMatchObject({ cancelReason: "Storm", revision: 1 })
})

test("who gave the ticket back is told nothing", async () => {
  const { editor, ids, world } = await withTickets(2)
  await cancel(world.context, ids[0] ?? "")
  await deliverMails(world.context)

  await off(editor)

  expect(await tell(editor)).toHaveLength(1)
})

describe("a cancelled event", () => {
  test("takes nobody, not even from an organizer or in the moment it is cancelled", async () => {
    const { editor, world } = await withTickets(1)
    const stale = await getEvent(database.db, world.event.id)
    const scope = await editor.eventScope()
    await off(editor)
    const current = await getEvent(database.db, world.event.id)
    const person = await provedPerson(world)
    const walkIn = { ...testInput(), email: "w@example.org", isHere: false }

    for (const event of [stale, current])
      await expect(accept(world.context, event, person.id, testInput())).rejects.toMatchObject({
        code: "event_cancelled",
      })
    await expect(addWalkIn(world.context, scope, walkIn)).rejects.toMatchObject({ code: "event_cancelled" })
    await expect(addWalkIn(world.context, scope, { ...walkIn, whenFull: "exceed" })).rejects.toMatchObject({
      code: "event_cancelled",
    })
    expect(await countPlaces(database.db, world.event.id)).toMatchObject({ taken: 1 })
  })

  test("lets nobody in, and says whose ticket it was", async () => {
    const { editor, ids, world } = await withTickets(1)
    await off(editor)

    const outcome = await checkIn(world.context, await editor.eventScope(), ids[0] ?? "")

    expect(outcome).toMatchObject({ kind: "event_cancelled", attendee: { id: ids[0] } })
  })

  test("sends no tickets and no reminders", async () => {
    const editor = await createEditor(database.db)
    await acceptedRegistration(editor.world)
    await off(editor)

    await oweReminders(editor.world.context)
    const mails = await tell(editor)

    expect(mails.map(({ subject }) => subject)).toEqual(["Cancelled: Field Notes Summit"])
  })

  test("cannot be cancelled once it is over, nor reinstated", async () => {
    const { editor, world } = await withTickets(1)
    await world.pass(365 * 24 * 60 * 60_000)

    expect(await off(editor)).toBe(false)
    expect(await on(editor)).toBe(false)
  })
})

describe("an event that takes place after all", () => {
  test("is told once to who heard otherwise, with a newer calendar entry, and takes people again", async () => {
    const { editor, world } = await withTickets(1)
    await off(editor)
    const [cancelled] = await tell(editor)
    await on(editor)

    const mails = await tell(editor)

    expect(mails.map(({ subject }) => subject)).toEqual(["Happening after all: Field Notes Summit"])
    expect(mails[0]?.id).not.toBe(cancelled?.id)
    expect(calendarOf(mails[0])).toMatchObject({
      method: "REQUEST",
      entry: { status: "CONFIRMED", sequence: 2 },
    })
    expect(await tell(editor)).toEqual([])
    expect((await editor.acts()).slice(0, 2)).toEqual(["event.reinstated", "event.cancelled"])
    await acceptedRegistration(world, { event: await getEvent(database.db, world.event.id) })
  })

  test("is told to nobody who had not heard that it was cancelled", async () => {
    const { editor } = await withTickets(2)

    await off(editor)
    await oweEventNews(editor.world.context)
    await on(editor)

    expect(await tell(editor)).toEqual([])
  })

  test("and is cancelled again is told again", async () => {
    const { editor } = await withTickets(1)
    const subjects: string[] = []
    for (const step of [off, on, off, on]) {
      await step(editor)
      subjects.push(...(await tell(editor)).map(({ subject }) => subject.split(":")[0] ?? ""))
    }

    expect(subjects).toEqual(["Cancelled", "Happening after all", "Cancelled", "Happening after all"])
  })

  test("is told to somebody whose first mail was on its way meanwhile", async () => {
    const { editor, world } = await withTickets(1)
    await off(editor)
    await oweEventNews(world.context)
    const send: typeof world.context.mail.send = async (message, id) => {
      await on(editor)
      await oweEventNews(world.context)
      await world.context.mail.send(message, id)
    }
    const before = world.mails.length

    await deliverMails({ ...world.context, mail: { ...world.context.mail, send } })
    await tell(editor)

    const told = world.mails.slice(before)
    expect(told.map(({ subject }) => subject.split(":")[0])).toEqual(["Cancelled", "Happening after all"])
    expect(new Set(told.map(({ id }) => id)).size).toBe(2)
  })
})

describe("whatever happens on the way", () => {
  test("a process that dies in the middle, and three at once, tell everybody once", async () => {
    const { editor, world } = await withTickets(7)
    await off(editor)
    let ids = 0
    const dying = {
      ...world.context,
      newId: () => {
        ids += 1
        if (ids > 4) throw new Error("killed")
        return testId()
      },
    }
    await expect(oweEventNews(dying)).rejects.toThrow("killed")
    const before = world.mails.length

    await Promise.all([1, 2, 3].map(() => oweEventNews(world.context)))
    await Promise.all([1, 2, 3].map(() => deliverMails(world.context)))
    await oweEventNews(world.context)
    await deliverMails(world.context)

    const told = world.mails.slice(before)
    expect(told).toHaveLength(7)
    expect(new Set(told.map(({ to }) => to)).size).toBe(7)
  })

  test("a mail whose sender died after handing it over is the same message again", async () => {
    const { editor, world } = await withTickets(1)
    await off(editor)
    await oweEventNews(world.context)
    const before = world.mails.length
    const send: typeof world.context.mail.send = async (message, id) => {
      await world.context.mail.send(message, id)
      throw new Error("killed")
    }

    await deliverMails({ ...world.context, mail: { ...world.context.mail, send } })
    await world.pass(60_000)
    await deliverMails(world.context)

    const told = world.mails.slice(before)
    expect(new Set(told.map(({ id }) => id)).size).toBe(1)
    expect(told).toHaveLength(2)
  })

  test("a mail program finds the cancellation as a part of the mail", async () => {
    const smtp = await startSmtpServer()
    const mail = smtpTransport({ url: smtp.url, from: "Tickets <tickets@example.org>" })
    const { editor, world } = await withTickets(1)
    await off(editor)
    await oweEventNews(world.context)

    await deliverMails({ ...world.context, mail })

    await mail.close()
    await smtp.close()
    const received = smtp.deliveries[0]?.mail
    const parts = received?.attachments.filter(({ contentType }) => contentType === "text/calendar") ?? []
    expect(parts.map(({ filename }) => filename)).toContain("cancel.ics")
    expect(parts).toHaveLength(2)
    for (const { content } of parts) {
      const { method, events } = convertIcsCalendar(undefined, content.toString())
      expect(method).toBe("CANCEL")
      expect(events?.[0]?.organizer?.email).toBe("tickets@example.org")
    }
  })
})
