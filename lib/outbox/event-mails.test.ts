import { describe, expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { setReminders } from "@/lib/db/queries/account"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { checkIn } from "@/lib/desk/check-in"
import type { EventDescription } from "@/lib/domain/event"
import { cancelEvent, reinstateEvent } from "@/lib/events/cancel-event"
import { editEvent, settledAfterMs, tellFieldName } from "@/lib/events/edit-event"
import type { FormValues } from "@/lib/events/merge-edit"
import { startSmtpServer } from "@/lib/mail/test-smtp-server"
import { type MailboxEntry, smtpTransport } from "@/lib/mail/transport"
import { createEditor, type Editor } from "@/lib/testing/editor"
import { acceptedRegistration, getRegistration } from "@/lib/testing/registration-world"
import { deliverMails } from "./deliver-mails"
import { oweEventMails } from "./event-mails"
import { oweEventNews } from "./event-news"

const database = testDatabase()

const minuteMs = 60_000

type Prepared = { editor: Editor; ids: string[]; at: (instant: string) => Promise<string[]> }

/** People with tickets of an event on 14 May 2027, 9:00 to 17:30 in Berlin; `at`: the mails there are by then. */
async function withTickets(
  count: number,
  { event = {}, language = "en" }: { event?: Partial<EventDescription>; language?: string } = {},
): Promise<Prepared> {
  const editor = await createEditor(database.db, { event })
  const { world } = editor
  const ids: string[] = []
  for (let index = 0; index < count; index++)
    ids.push(await acceptedRegistration(world, { input: { language } }))
  await deliverMails(world.context)
  const at = async (instant: string) => {
    await world.pass(Date.parse(instant) - world.time.clock().getTime())
    return (await send(editor)).map(({ subject }) => subject)
  }
  return { editor, ids, at }
}

/** What the sweeper does; returns what was sent meanwhile. */
async function send({ world }: Editor): Promise<MailboxEntry[]> {
  const before = world.mails.length
  await oweEventNews(world.context)
  await oweEventMails(world.context)
  await deliverMails(world.context)
  return world.mails.slice(before)
}

const edit = async (editor: Editor, typed: FormValues) => {
  const edited = await editEvent(editor.context, await editor.eventScope(), await editor.eventForm(typed))
  expect(edited).toMatchObject({ ok: true })
}

const reminder = "Tomorrow: Field Notes Summit"
const thanks = "Thank you for being part of Field Notes Summit"

describe("a reminder", () => {
  test("is sent once to everybody with a ticket, at ten the day before where the event is", async () => {
    const { at } = await withTickets(2)

    expect(await at("2027-05-13T07:59:59Z")).toEqual([])
    expect(await at("2027-05-13T08:00:00Z")).toEqual([reminder, reminder])
    expect(await at("2027-05-13T12:00:00Z")).toEqual([])
    expect(await at("2027-05-14T05:00:00Z")).toEqual([])
    expect(await at("2027-05-20T05:00:00Z")).toEqual([])
  })

  test("says when and where, the note, the way and the ticket, and how to end it", async () => {
    const event = {
      doorsAt: "2027-05-14T08:30:00+02:00",
      venueAddress: "Köpenicker Str. 70, Berlin",
      ticketNote: "Bring a passport.\nThe gate checks it.",
    }
    const { editor, ids, at } = await withTickets(1, { event })

    await at("2027-05-13T08:00:00Z")
    const mail = editor.world.mails.at(-1)

    expect(mail?.text).toContain(
      "When: Friday 14 May 2027, 9:00 am – 5:30 pm (Central European Summer Time)\n- Doors open: 8:30 am\n- Where: Kraftwerk, Hall B · Köpenicker Str. 70, Berlin\n- Good to know: Bring a passport. The gate checks it.",
    )
    expect(mail?.text).toContain(`https://gatehouse.example/tickets/${ids[0]}`)
    expect(mail?.text).toContain(
      "https://www.openstreetmap.org/search?query=K%C3%B6penicker%20Str.%2070%2C%20Berlin",
    )
    const { personId } = await getRegistration(editor.world, ids[0] ?? "")
    expect(mail?.unsubscribeUrl).toContain(`/api/unsubscribe?token=${personId}.`)
  })

  test.each([
    ["es", "Mañana: Cumbre", "Trae el pasaporte."],
    ["pt", "Amanhã: Field Notes Summit", "Bring a passport."],
    ["ar", "غدًا: \u2068Field Notes Summit\u2069", "Bring a passport."],
  ])("is in the language of its reader, as far as the event is: %s", async (language, subject, note) => {
    const event = { ticketNote: "Bring a passport." }
    const { editor, at } = await withTickets(1, { event, language })
    await edit(editor, { languages: ["es"], title_es: ["Cumbre"], ticket_note_es: ["Trae el pasaporte."] })

    expect(await at("2027-05-13T08:00:00Z")).toEqual([subject])
    expect(editor.world.mails.at(-1)?.text).toContain(note)
  })

  test.each([
    ["whoever cancelled", ({ editor, ids }: Prepared) => cancel(editor.world.context, ids[0] ?? "")],
    [
      "a cancelled event",
      async ({ editor }: Prepared) => {
        await cancelEvent(editor.context, await editor.eventScope(), "")
        await send(editor)
      },
    ],
    ["an event that was not asked to", ({ editor }: Prepared) => edit(editor, { event_mails: [] })],
    [
      "whoever ended reminders",
      async ({ editor, ids }: Prepared) => {
        const { personId } = await getRegistration(editor.world, ids[0] ?? "")
        await setReminders(database.db, personId, editor.world.time.clock())
      },
    ],
  ])("is not sent to %s, even when it is owed already", async (_, happens) => {
    const early = await withTickets(1)
    await happens(early)
    await deliverMails(early.editor.world.context)
    expect(await early.at("2027-05-13T08:00:00Z")).toEqual([])

    const late = await withTickets(1)
    const { context, pass, time, mails } = late.editor.world
    await pass(Date.parse("2027-05-13T08:00:00Z") - time.clock().getTime())
    await oweEventMails(context)
    await happens(late)
    await deliverMails(context)
    expect(mails.map(({ subject }) => subject)).not.toContain(reminder)
  })

  test("is not sent to whoever registers after its hour, or on the day", async () => {
    const { editor, at } = await withTickets(1)
    expect(await at("2027-05-13T08:00:00Z")).toHaveLength(1)

    await editor.world.pass(minuteMs)
    await acceptedRegistration(editor.world)
    expect(await at("2027-05-13T09:00:00Z")).toEqual([expect.stringContaining("You’re in")])
    await editor.world.pass(18 * 60 * minuteMs)
    await acceptedRegistration(editor.world)
    expect(await at("2027-05-14T06:00:00Z")).toEqual([expect.stringContaining("You’re in")])
  })

  test("moves with the event, and comes again for another day", async () => {
    const { editor, at } = await withTickets(1)
    const move = (day: number) =>
      edit(editor, {
        starts_at: [`2027-05-${day}T09:00`],
        ends_at: [`2027-05-${day}T17:30`],
        [tellFieldName]: ["no"],
      })

    await move(20)
    expect(await at("2027-05-13T08:00:00Z")).toEqual([])
    expect(await at("2027-05-19T08:00:00Z")).toEqual([reminder])
    await move(27)
    expect(await at("2027-05-20T08:00:00Z")).toEqual([])
    expect(await at("2027-05-26T08:00:00Z")).toEqual([reminder])
    expect(await at("2027-05-26T09:00:00Z")).toEqual([])
  })

  test("that is owed is not sent when the event is moved to another day meanwhile", async () => {
    const { editor, at } = await withTickets(1)
    const { context, pass, time } = editor.world
    await pass(Date.parse("2027-05-13T08:00:00Z") - time.clock().getTime())
    await oweEventMails(context)
    await edit(editor, {
      starts_at: ["2027-05-20T09:00"],
      ends_at: ["2027-05-20T17:30"],
      [tellFieldName]: ["no"],
    })

    expect(await send(editor)).toEqual([])
    expect(await at("2027-05-19T08:00:00Z")).toEqual([reminder])
  })

  test("waits for the news that the event is moved to tomorrow", async () => {
    const { editor, at } = await withTickets(1)
    await at("2027-05-12T12:00:00Z")

    await edit(editor, {
      starts_at: ["2027-05-13T09:00"],
      ends_at: ["2027-05-13T17:30"],
      [tellFieldName]: ["yes"],
    })
    expect(await send(editor)).toEqual([])
    await editor.world.pass(settledAfterMs)

    expect((await send(editor)).map(({ subject }) => subject)).toEqual([
      "Change of plan: Field Notes Summit",
      reminder,
    ])
  })

  test("is sent when the event takes place after all", async () => {
    const { editor, at } = await withTickets(1)
    await cancelEvent(editor.context, await editor.eventScope(), "")
    await send(editor)
    await reinstateEvent(editor.context, await editor.eventScope())
    await send(editor)

    expect(await at("2027-05-13T08:00:00Z")).toEqual([reminder])
  })
})

describe("thanks", () => {
  const event = { thanksAfter: true, retentionDays: 10 }

  test("are sent once, the day after the end, to everybody where nobody was checked in", async () => {
    const { editor, at } = await withTickets(2, { event })
    await at("2027-05-13T08:00:00Z")

    expect(await at("2027-05-15T07:59:00Z")).toEqual([])
    expect(await at("2027-05-15T08:00:00Z")).toEqual([thanks, thanks])
    expect(await at("2027-05-16T08:00:00Z")).toEqual([])
    expect(editor.world.mails.at(-1)?.text).toContain("Your name and answers are deleted on 24 May 2027.")
    expect(editor.world.mails.at(-1)?.unsubscribeUrl).toContain("/api/unsubscribe?token=")
  })

  test("are sent to those alone who were checked in", async () => {
    const { editor, ids, at } = await withTickets(2, { event })
    await at("2027-05-14T07:00:00Z")
    await checkIn(editor.world.context, await editor.eventScope(), ids[0] ?? "")

    expect(await at("2027-05-15T08:00:00Z")).toEqual([thanks])
    const came = await getRegistration(editor.world, ids[0] ?? "")
    expect(editor.world.mails.at(-1)?.to).toBe((await getPerson(database.db, came.personId)).email)
  })

  test("are sent by no event that was not asked to, and after two days no more", async () => {
    const silent = await withTickets(1)
    await silent.at("2027-05-14T05:00:00Z")
    expect(await silent.at("2027-05-15T08:00:00Z")).toEqual([])

    const late = await withTickets(1, { event })
    await late.at("2027-05-14T05:00:00Z")
    expect(await late.at("2027-05-17T08:00:00Z")).toEqual([])
  })
})

describe("two sweepers, one of which dies", () => {
  test("owe each mail once", async () => {
    const { editor } = await withTickets(6)
    const { context, pass, time, mails } = editor.world
    await pass(Date.parse("2027-05-13T08:00:00Z") - time.clock().getTime())

    await Promise.all([oweEventMails(context), oweEventMails(context), oweEventMails(context)])
    await Promise.all([deliverMails(context), deliverMails(context)])
    await oweEventMails(context)
    await deliverMails(context)

    const to = mails.filter(({ subject }) => subject === reminder).map((mail) => mail.to)
    expect(to).toHaveLength(6)
    expect(new Set(to).size).toBe(6)
  })

  test("send a mail again under the same id when its sender died before noting it", async () => {
    const { editor } = await withTickets(1)
    const { world } = editor
    await world.pass(Date.parse("2027-05-13T08:00:00Z") - world.time.clock().getTime())
    await oweEventMails(world.context)
    const ids: string[] = []
    const mail = { ...world.context.mail, send: async (_: unknown, id: string) => void ids.push(id) }
    const dying = {
      ...mail,
      send: async (message: unknown, id: string) => {
        await mail.send(message, id)
        // Never answered: the process is gone.
        await new Promise(() => {})
      },
    }

    void deliverMails({ ...world.context, mail: dying })
    await expect.poll(() => ids.length).toBe(1)
    await world.pass(16_000)
    await oweEventMails(world.context)
    await deliverMails({ ...world.context, mail })

    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })
})

test("mail programs are offered to end these mails by one click (RFC 8058)", async () => {
  const smtp = await startSmtpServer()
  const mail = smtpTransport({ url: smtp.url, from: "Tickets <tickets@example.org>" })
  const { editor } = await withTickets(1)
  const { context, pass, time } = editor.world
  await pass(Date.parse("2027-05-13T08:00:00Z") - time.clock().getTime())

  await oweEventMails(context)
  await deliverMails({ ...context, mail })

  const headers = smtp.deliveries[0]?.mail.headers.get("list")
  expect(JSON.stringify(headers)).toContain("https://gatehouse.example/api/unsubscribe?token=")
  const lines = smtp.deliveries[0]?.mail.headerLines.map(({ line }) => line)
  expect(lines).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
  await mail.close()
  await smtp.close()
})
