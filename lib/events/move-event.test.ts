import { convertIcsCalendar } from "ts-ics"
import { describe, expect, test } from "vitest"
import { getEvent } from "@/lib/db/queries/events"
import { listOrganizerEvents } from "@/lib/db/queries/organizers"
import { testDatabase } from "@/lib/db/test-database"
import type { MailboxEntry } from "@/lib/mail/transport"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { oweEventNews } from "@/lib/outbox/event-news"
import { createEditor, type Editor } from "@/lib/testing/editor"
import { acceptedRegistration } from "@/lib/testing/registration-world"
import { cancelEvent } from "./cancel-event"
import { editEvent, settledAfterMs, tellFieldName } from "./edit-event"
import type { FormValues } from "./merge-edit"

const database = testDatabase()

const edit = async (editor: Editor, typed: FormValues) =>
  editEvent(editor.context, await editor.eventScope(), await editor.eventForm(typed))

const tells = { [tellFieldName]: ["yes"] }
const tellsNobody = { [tellFieldName]: ["no"] }

async function tell({ world }: Editor): Promise<MailboxEntry[]> {
  const before = world.mails.length
  await oweEventNews(world.context)
  await deliverMails(world.context)
  return world.mails.slice(before)
}

async function withTickets(count: number, input: { language?: string } = {}): Promise<Editor> {
  const editor = await createEditor(database.db)
  for (let index = 0; index < count; index++) await acceptedRegistration(editor.world, { input })
  await deliverMails(editor.world.context)
  // Long before anything is moved.
  await editor.world.pass(60 * 60_000)
  return editor
}

describe("a save that moves an event with tickets", () => {
  test.each<[string, FormValues]>([
    ["its start", { starts_at: ["2027-05-14T10:00"] }],
    ["its end", { ends_at: ["2027-05-14T18:00"] }],
    ["its doors", { doors_at: ["2027-05-14T08:00"] }],
    ["its time zone", { time_zone: ["Europe/Lisbon"] }],
    ["its venue", { venue_name: ["Hall C"] }],
    ["its address", { venue_address: ["Elsewhere 1"] }],
    ["its venue in another language", { languages: ["es"], venue_name_es: ["Sala C"] }],
  ])("asks whether people are to be told of %s, and saves nothing before", async (_, typed) => {
    const editor = await withTickets(1)

    expect(await edit(editor, typed)).toMatchObject({ ok: false, asks: { tickets: 1 } })
    expect(await getEvent(database.db, editor.world.event.id)).toMatchObject({
      revision: 0,
      startsAt: editor.world.event.startsAt,
    })

    expect(await edit(editor, { ...typed, ...tells })).toMatchObject({ ok: true, isToBeTold: true })
    expect((await getEvent(database.db, editor.world.event.id)).revision).toBe(1)
  })

  test.each<[string, FormValues, number]>([
    ["where nobody has a ticket", { starts_at: ["2027-05-14T10:00"] }, 0],
    ["of its title", { title: ["Fair"] }, 1],
    ["of its capacity", { capacity: ["300"] }, 1],
    ["to a time that is past", { starts_at: ["2026-05-14T10:00"], ends_at: ["2026-05-14T11:00"] }, 1],
  ])("asks nothing %s", async (_, typed, tickets) => {
    const editor = await withTickets(tickets)

    expect(await edit(editor, typed)).toMatchObject({ ok: true, isToBeTold: false })
    await editor.world.pass(settledAfterMs)
    expect(await tell(editor)).toEqual([])
  })
})

test("everybody with a ticket reads once what changed, old and new, and the calendar follows", async () => {
  const editor = await withTickets(2)

  await edit(editor, {
    starts_at: ["2027-05-15T10:00"],
    ends_at: ["2027-05-15T18:00"],
    venue_name: ["Hall C"],
    ...tells,
  })
  const soon = await tell(editor)
  await editor.world.pass(settledAfterMs)
  const mails = await tell(editor)

  expect(soon).toEqual([])
  expect(mails.map(({ subject }) => subject)).toEqual(Array(2).fill("Change of plan: Field Notes Summit"))
  expect(mails[0]?.text).toContain(
    "When: Saturday 15 May 2027, 10:00 am – 6:00 pm (Central European Summer Time) (was: Friday 14 May 2027, 9:00 am – 5:30 pm (Central European Summer Time))",
  )
  expect(mails[0]?.text).toContain("Where: Hall C (was: Kraftwerk, Hall B)")
  expect(mails[0]?.text).not.toContain("Doors")
  const { method, events } = convertIcsCalendar(undefined, mails[0]?.attachments[0]?.content ?? "")
  expect(method).toBe("REQUEST")
  expect(events?.[0]).toMatchObject({
    uid: `${editor.world.event.id}@gatehouse`,
    sequence: 1,
    status: "CONFIRMED",
    start: { date: new Date("2027-05-15T08:00:00Z") },
    location: "Hall C",
    attendees: [{ email: mails[0]?.to }],
    organizer: { email: editor.world.context.mail.sender },
  })
  expect(await tell(editor)).toEqual([])
  const [act] = await listOrganizerEvents(database.db, editor.scope.organization.id)
  expect(act).toMatchObject({ name: "event.edited", detail: { told: true } })
})

test("a mail is in the language of its reader, as far as the event is", async () => {
  const editor = await withTickets(1, { language: "es" })
  await edit(editor, { languages: ["es"], venue_name_es: ["Sala B"], ...tellsNobody })

  await edit(editor, { venue_name: ["Hall C"], venue_name_es: ["Sala C"], ...tells })
  await editor.world.pass(settledAfterMs)
  const [mail] = await tell(editor)

  expect(mail?.subject).toBe("Cambio de planes: Field Notes Summit")
  expect(mail?.text).toContain("Sala C")
  expect(mail?.text).not.toContain("Hall C")
})

test("several saves within minutes are one mail, from what people knew to what is so", async () => {
  const editor = await withTickets(1)

  await edit(editor, { venue_name: ["Hall C"], ...tells })
  await editor.world.pass(settledAfterMs / 2)
  await tell(editor)
  await edit(editor, { venue_name: ["Hall D"], ...tells })
  await editor.world.pass(settledAfterMs)
  const mails = await tell(editor)

  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).toContain("Where: Hall D (was: Kraftwerk, Hall B)")
})

test("a mail not sent yet takes the newest state, and what came back to the old is told to nobody", async () => {
  const editor = await withTickets(1)
  await edit(editor, { venue_name: ["Hall C"], ...tells })
  await editor.world.pass(settledAfterMs)
  await oweEventNews(editor.world.context)

  await edit(editor, { venue_name: ["Kraftwerk, Hall B"], ...tells })

  expect(await tell(editor)).toEqual([])
  await editor.world.pass(settledAfterMs)
  expect(await tell(editor)).toEqual([])
})

test("who was told of one move is told of the next from there, and silent saves are part of what is new", async () => {
  const editor = await withTickets(1)
  await edit(editor, { venue_name: ["Hall C"], ...tells })
  await editor.world.pass(settledAfterMs)
  await tell(editor)
  await edit(editor, { venue_name: ["Hall D"], ...tellsNobody })
  await editor.world.pass(settledAfterMs)
  const silent = await tell(editor)
  await edit(editor, { venue_name: ["Hall E"], ...tells })
  await editor.world.pass(settledAfterMs)

  const [mail] = await tell(editor)

  expect(silent).toEqual([])
  expect(mail?.text).toContain("Where: Hall E (was: Hall C)")
})

test("a save while the mails go out is told to everybody, in another message to who had the first", async () => {
  const editor = await withTickets(2)
  const { context, mails } = editor.world
  await edit(editor, { venue_name: ["Hall C"], ...tells })
  await editor.world.pass(settledAfterMs)
  await oweEventNews(context)
  const before = mails.length
  let isSaved = false
  const send: typeof context.mail.send = async (message, id) => {
    await context.mail.send(message, id)
    if (isSaved) return
    isSaved = true
    await edit(editor, { venue_name: ["Hall D"], ...tells })
  }

  await deliverMails({ ...context, mail: { ...context.mail, send } })
  await editor.world.pass(settledAfterMs)
  await tell(editor)

  const told = mails.slice(before)
  const places = told.map(({ text }) => /Where: (.*)/.exec(text)?.[1]).sort()
  expect(places).toEqual([
    "Hall C (was: Kraftwerk, Hall B)",
    "Hall D (was: Hall C)",
    "Hall D (was: Kraftwerk, Hall B)",
  ])
  expect(new Set(told.map(({ id }) => id)).size).toBe(3)
})

test("who comes after a move has nothing to be told of it", async () => {
  const editor = await withTickets(0)
  await acceptedRegistration(editor.world)
  await deliverMails(editor.world.context)
  await editor.world.pass(60 * 60_000)
  await edit(editor, { venue_name: ["Hall C"], ...tells })
  await editor.world.pass(settledAfterMs / 2)
  await acceptedRegistration(editor.world, { event: await getEvent(database.db, editor.world.event.id) })
  await deliverMails(editor.world.context)
  await editor.world.pass(settledAfterMs)

  expect(await tell(editor)).toHaveLength(1)
})

test("an event that is moved and then cancelled is one mail", async () => {
  const editor = await withTickets(1)
  await edit(editor, { venue_name: ["Hall C"], ...tells })
  await cancelEvent(editor.context, await editor.eventScope(), "")
  const first = await tell(editor)
  await editor.world.pass(settledAfterMs)

  expect(first.map(({ subject }) => subject)).toEqual(["Cancelled: Field Notes Summit"])
  expect(await edit(editor, { venue_name: ["Hall D"] })).toMatchObject({ ok: true, isToBeTold: false })
  await editor.world.pass(settledAfterMs)
  expect(await tell(editor)).toEqual([])
})

test("what people know is that of their event, whatever became of others", async () => {
  const editor = await withTickets(0)
  const { world } = editor
  await edit(editor, { venue_name: ["Hall C"] })
  await world.pass(60 * 60_000)
  await acceptedRegistration(world, { event: await getEvent(database.db, world.event.id) })
  await deliverMails(world.context)
  const other = await createEditor(database.db)
  await other.world.pass(3 * 60 * 60_000)
  await edit(other, { venue_name: ["Elsewhere"] })
  await world.pass(60 * 60_000)

  await edit(editor, { venue_name: ["Hall D"], ...tells })
  await world.pass(settledAfterMs)
  const [mail] = await tell(editor)

  expect(mail?.text).toContain("Where: Hall D (was: Hall C)")
})
