import { describe, expect, test } from "vitest"
import { requestDeletion } from "@/lib/account/request-deletion"
import { listEventActs } from "@/lib/db/queries/organizers"
import { readPageContent, writePageContent } from "@/lib/db/queries/page-content"
import { testDatabase } from "@/lib/db/test-database"
import { type ContentList, canMove, contentActs } from "@/lib/domain/page-content"
import { createEditor, type Editor } from "@/lib/testing/editor"
import { contactValues, contentFieldNames } from "./content-form"
import { duplicateEvent } from "./duplicate-event"
import { entryValues, moveEntry, removeEntry, saveContact, saveEntry } from "./edit-content"
import { editEvent } from "./edit-event"
import { type FormValues, fingerprints } from "./merge-edit"

const database = testDatabase()
const languages = ["en", "es", "pt", "ar"]

/** Of an event on 14 May 2027, 9:00 to 17:30 in Berlin. */
const talk: FormValues = {
  title: ["Maps without borders"],
  starts_at: ["2027-05-14T10:00"],
  ends_at: ["2027-05-14T10:45"],
  room: ["Hall B"],
}

const berlin = (at: string) => ({ at: new Date(at), timeZone: "Europe/Berlin" })

async function readContent(editor: Editor, slug?: string) {
  return readPageContent(database.db, (await editor.eventScope(slug)).event.id)
}

async function add(editor: Editor, list: ContentList, typed: FormValues, slug?: string) {
  return saveEntry(editor.context, await editor.eventScope(slug), { list, id: null }, typed)
}

async function added(editor: Editor, list: ContentList, typed: FormValues): Promise<string> {
  const saved = await add(editor, list, typed)
  if (!saved?.ok) throw new Error(JSON.stringify(saved))
  return saved.id
}

/** What the form of an entry sends when it was rendered now and then `typed` into. */
async function formOf(editor: Editor, list: ContentList, id: string, typed: FormValues): Promise<FormValues> {
  const stored = entryValues(await readContent(editor), { list, id, timeZone: "Europe/Berlin" }) ?? {}
  return {
    ...stored,
    seen: [JSON.stringify(fingerprints(stored, contentFieldNames(list, languages)))],
    ...typed,
  }
}

describe("a session", () => {
  test("is kept with its speakers and its words in other languages, in the order of its time", async () => {
    const editor = await createEditor(database.db)
    const speaker = await added(editor, "speakers", { name: ["Amira Haddad"], name_ar: ["أميرة حداد"] })

    await added(editor, "sessions", { ...talk, speakers: [speaker], title_es: ["Mapas sin fronteras"] })
    await added(editor, "sessions", {
      title: ["Welcome"],
      starts_at: ["2027-05-14T09:00"],
      ends_at: ["2027-05-14T09:15"],
    })

    const { sessions } = await readContent(editor)
    expect(sessions).toMatchObject([
      { title: "Welcome", room: null, speakerIds: [] },
      {
        title: "Maps without borders",
        startsAt: new Date("2027-05-14T08:00:00Z"),
        endsAt: new Date("2027-05-14T08:45:00Z"),
        room: "Hall B",
        speakerIds: [speaker],
        translations: { es: { title: "Mapas sin fronteras" } },
      },
    ])
    expect(await editor.acts()).toEqual(["session.added", "session.added", "speaker.added"])
  })

  test.each<[string, FormValues, Record<string, object>]>([
    ["no title", { title: [] }, { title: { code: "required" } }],
    ["a title that is too long", { title: ["x".repeat(201)] }, { title: { code: "too_long", limit: 200 } }],
    ["a translation that is too long", { text_ar: ["x".repeat(4_001)] }, { text_ar: { code: "too_long" } }],
    [
      "no times",
      { starts_at: [], ends_at: [] },
      { starts_at: { code: "required" }, ends_at: { code: "required" } },
    ],
    ["a time that is none", { starts_at: ["soon"] }, { starts_at: { code: "not_a_time" } }],
    [
      "an end before its start",
      { ends_at: ["2027-05-14T09:30"] },
      { ends_at: { code: "ends_before_start" } },
    ],
    [
      "a start before the event",
      { starts_at: ["2027-05-14T08:00"] },
      { starts_at: { code: "before_event", time: berlin("2027-05-14T07:00:00Z") } },
    ],
    [
      "an end after the event",
      { ends_at: ["2027-05-14T18:00"] },
      { ends_at: { code: "after_event", time: berlin("2027-05-14T15:30:00Z") } },
    ],
    [
      "another day",
      { starts_at: ["2027-05-15T10:00"], ends_at: ["2027-05-15T11:00"] },
      { starts_at: { code: "starts_after_event", time: berlin("2027-05-14T15:30:00Z") } },
    ],
    ["a speaker there is not", { speakers: ["nobody"] }, { speakers: { code: "not_an_option" } }],
  ])("with %s is refused at its field", async (_, typed, issues) => {
    const editor = await createEditor(database.db)

    const saved = await add(editor, "sessions", { ...talk, ...typed })

    expect(saved).toMatchObject({ ok: false, issues })
    expect(Object.keys((saved && "issues" in saved && saved.issues) || {})).toEqual(Object.keys(issues))
    expect((await readContent(editor)).version).toBe(0)
  })

  test("may share a room and a time with another: that is pointed out, not refused", async () => {
    const editor = await createEditor(database.db)
    await added(editor, "sessions", talk)

    expect(await add(editor, "sessions", { ...talk, title: ["Posters"] })).toMatchObject({ ok: true })
  })

  test("is heard of by calendars when its title, room or time changes, and not otherwise", async () => {
    const editor = await createEditor(database.db)
    const id = await added(editor, "sessions", talk)
    const save = async (typed: FormValues) =>
      saveEntry(
        editor.context,
        await editor.eventScope(),
        { list: "sessions", id },
        await formOf(editor, "sessions", id, typed),
      )

    await save({ text: ["Bring a map."] })
    expect((await readContent(editor)).sessions[0]).toMatchObject({ text: "Bring a map.", revision: 0 })
    await save({ room: ["Foyer"] })
    expect((await readContent(editor)).sessions[0]).toMatchObject({ room: "Foyer", revision: 1 })
  })

  test("keeps its words in a language its form does not have", async () => {
    const editor = await createEditor(database.db)
    const id = await added(editor, "sessions", { ...talk, title_es: ["Mapas"] })
    const { title_es: _, ...form } = await formOf(editor, "sessions", id, { title: ["Maps"] })

    await saveEntry(editor.context, await editor.eventScope(), { list: "sessions", id }, form)

    expect((await readContent(editor)).sessions[0]).toMatchObject({
      title: "Maps",
      translations: { es: { title: "Mapas" } },
    })
  })

  test("is one of at most 300", async () => {
    const editor = await createEditor(database.db)
    const { event } = await editor.eventScope()
    const { sessions, ...content } = await readContent(editor)
    const one = {
      ...{ title: "Talk", room: null, speakerIds: [], text: "", revision: 0, translations: {} },
      ...{ startsAt: event.startsAt, endsAt: event.endsAt },
    }
    const many = Array.from({ length: 300 }, (_, index) => ({ ...one, id: `talk-${index}` }))
    await writePageContent(database.db, event.id, { ...content, sessions: many }, 0)

    expect(await add(editor, "sessions", talk)).toEqual({
      ok: false,
      issues: { title: { code: "too_many_entries", limit: 300 } },
    })
  })
})

describe("a speaker", () => {
  test.each([
    "javascript:alert(1)",
    "ftp://example.com/x",
    "example.com",
    "https://",
    "mailto:a@example.com",
  ])("with the link %s is refused at its field", async (link) => {
    const editor = await createEditor(database.db)

    expect(await add(editor, "speakers", { name: ["Amira"], link: [link] })).toEqual({
      ok: false,
      issues: { link: { code: "not_a_link" } },
    })
  })

  test("who has sessions is taken off those first", async () => {
    const editor = await createEditor(database.db)
    const scope = await editor.eventScope()
    const id = await added(editor, "speakers", { name: ["Amira"], link: ["https://example.com/amira"] })
    const session = await added(editor, "sessions", { ...talk, speakers: [id] })

    expect(await removeEntry(editor.context, scope, { list: "speakers", id })).toEqual({
      ok: false,
      issues: { remove: { code: "speaks_in_session", text: "Maps without borders" } },
    })
    await removeEntry(editor.context, scope, { list: "sessions", id: session })
    expect(await removeEntry(editor.context, scope, { list: "speakers", id })).toEqual({ ok: true })
    expect((await editor.acts()).slice(0, 2)).toEqual(["speaker.removed", "session.removed"])
  })
})

describe("order", () => {
  test("questions and answers change places, and the ends stay where they are", async () => {
    const editor = await createEditor(database.db)
    const scope = await editor.eventScope()
    const ids: string[] = []
    for (const question of ["Parking?", "Food?", "Children?"]) {
      ids.push(await added(editor, "faq", { question: [question], answer: ["Yes."] }))
    }
    const [first = "", , third = ""] = ids

    await moveEntry(editor.context, scope, { list: "faq", id: third, direction: "up" })
    await moveEntry(editor.context, scope, { list: "faq", id: first, direction: "up" })

    const { faq } = await readContent(editor)
    expect(faq.map(({ question }) => question)).toEqual(["Parking?", "Children?", "Food?"])
    expect(await moveEntry(editor.context, scope, { list: "faq", id: "gone", direction: "up" })).toBe(false)
  })

  test("sessions change places only with those that start when they do", async () => {
    const editor = await createEditor(database.db)
    const one = await added(editor, "sessions", talk)
    const other = await added(editor, "sessions", { ...talk, room: ["Foyer"] })
    const later = await added(editor, "sessions", {
      ...talk,
      starts_at: ["2027-05-14T11:00"],
      ends_at: ["2027-05-14T12:00"],
    })

    const content = await readContent(editor)
    expect(canMove(content, { list: "sessions", id: one, direction: "down" })).toBe(true)
    expect(canMove(content, { list: "sessions", id: later, direction: "up" })).toBe(false)
    const moved = { list: "sessions", id: other, direction: "up" } as const
    await moveEntry(editor.context, await editor.eventScope(), moved)
    expect((await readContent(editor)).sessions.map(({ id }) => id)).toEqual([other, one, later])
  })
})

describe("two organizers at once", () => {
  test("each add what they add", async () => {
    const editor = await createEditor(database.db)

    await Promise.all(
      ["One", "Two", "Three", "Four"].map((name) => add(editor, "speakers", { name: [name] })),
    )

    expect((await readContent(editor)).speakers.map(({ name }) => name).sort()).toEqual([
      "Four",
      "One",
      "Three",
      "Two",
    ])
  })

  test("the second sees what the first changed of the same entry, and an entry that is gone is said to be", async () => {
    const editor = await createEditor(database.db)
    const scope = await editor.eventScope()
    const id = await added(editor, "faq", { question: ["Parking?"], answer: ["Yes."] })
    const theirs = await formOf(editor, "faq", id, { answer: ["Behind the house."] })
    const ours = await formOf(editor, "faq", id, { answer: ["No."] })

    await saveEntry(editor.context, scope, { list: "faq", id }, theirs)
    const stopped = await saveEntry(editor.context, scope, { list: "faq", id }, ours)
    await removeEntry(editor.context, scope, { list: "faq", id })

    expect(stopped).toMatchObject({ ok: false, stopped: { conflicts: [{ key: "answer", isMine: true }] } })
    expect(await saveEntry(editor.context, scope, { list: "faq", id }, ours)).toBeNull()
  })
})

test("a contact with faults is refused at its fields; without them it is kept in one form", async () => {
  const editor = await createEditor(database.db)
  const scope = await editor.eventScope()

  expect(
    await saveContact(editor.context, scope, { contact_email: ["nobody"], contact_phone: ["030 1234"] }),
  ).toEqual({
    ok: false,
    issues: { contact_email: { code: "not_an_email" }, contact_phone: { code: "not_a_phone" } },
  })
  await saveContact(editor.context, scope, {
    contact_name: ["Ada"],
    contact_email: ["Hello@Example.com"],
    contact_phone: ["+49 30 901820"],
    directions: ["Tram **M8**"],
    directions_es: ["Tranvía M8"],
  })

  const content = await readContent(editor)
  expect(content.contact).toMatchObject({ name: "Ada", email: "hello@example.com", phone: "+4930901820" })
  expect(content.directions).toEqual({ text: "Tram **M8**", translations: { es: { text: "Tranvía M8" } } })
  expect(contactValues(content)).toMatchObject({
    contact_phone: ["+49 30 901820"],
    directions_es: ["Tranvía M8"],
  })
})

describe("when the event changes", () => {
  test("to other days its sessions go along, and calendars hear of it", async () => {
    const editor = await createEditor(database.db)
    await added(editor, "sessions", talk)
    const form = await editor.eventForm({
      starts_at: ["2028-05-20T09:00"],
      ends_at: ["2028-05-20T17:30"],
      doors_at: ["2028-05-20T08:30"],
    })

    const edited = await editEvent(editor.context, await editor.eventScope(), form)

    expect(edited).toMatchObject({ ok: true, programme: "moved" })
    expect((await readContent(editor)).sessions[0]).toMatchObject({
      startsAt: new Date("2028-05-20T08:00:00Z"),
      revision: 1,
    })
  })

  test("to fewer hours its sessions stay, and those outside are pointed out", async () => {
    const editor = await createEditor(database.db)
    await added(editor, "sessions", talk)
    const form = await editor.eventForm({ starts_at: ["2027-05-14T12:00"], doors_at: [] })

    const edited = await editEvent(editor.context, await editor.eventScope(), form)

    expect(edited).toMatchObject({ ok: true, programme: "outside" })
    expect((await readContent(editor)).sessions[0]?.startsAt).toEqual(new Date("2027-05-14T08:00:00Z"))
  })

  test("a copy of it has its page, with sessions of its own that move with the copy's dates", async () => {
    const editor = await createEditor(database.db)
    const speaker = await added(editor, "speakers", { name: ["Amira"] })
    const id = await added(editor, "sessions", { ...talk, speakers: [speaker] })

    const slug = await duplicateEvent(editor.context, await editor.eventScope(), "Copy")
    const form = await editor.eventForm(
      { starts_at: ["2028-05-20T09:00"], ends_at: ["2028-05-20T17:30"], doors_at: ["2028-05-20T08:30"] },
      slug,
    )
    await editEvent(editor.context, await editor.eventScope(slug), form)

    const [session] = (await readContent(editor, slug)).sessions
    expect(session).toMatchObject({ startsAt: new Date("2028-05-20T08:00:00Z"), speakerIds: [speaker] })
    expect(session?.id).not.toBe(id)
    expect((await readContent(editor)).sessions[0]?.startsAt).toEqual(new Date("2027-05-14T08:00:00Z"))
  })
})

test("who may not edit the event changes nothing of its page", async () => {
  const editor = await createEditor(database.db)
  const scope = { ...(await editor.eventScope()), permissions: new Set(["view" as const]) }

  const attempt = saveEntry(editor.context, scope, { list: "sessions", id: null }, talk)

  await expect(attempt).rejects.toMatchObject({ code: "foreign_request" })
})

test("the history names who changed the page, and nobody once their account is gone", async () => {
  const editor = await createEditor(database.db)
  const { event, personId } = await editor.eventScope()
  await added(editor, "speakers", { name: ["Amira"] })
  const history = () => listEventActs(database.db, event.id, contentActs, 10)
  expect(await history()).toMatchObject([{ name: "speaker.added", by: expect.stringContaining("@") }])

  await requestDeletion(editor.world.context, personId)

  expect(await history()).toMatchObject([{ name: "speaker.added", by: null }])
})
