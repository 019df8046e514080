import { describe, expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { getEditableEvent, updateEvent } from "@/lib/db/queries/event-editor"
import { listTerms } from "@/lib/db/queries/event-terms"
import { getEvent } from "@/lib/db/queries/events"
import { listOrganizerEvents } from "@/lib/db/queries/organizers"
import { testDatabase } from "@/lib/db/test-database"
import { accept } from "@/lib/registration/accept"
import { createEditor, draftEvent, type Editor } from "@/lib/testing/editor"
import {
  acceptedRegistration,
  getRegistration,
  provedPerson,
  testId,
  testInput,
} from "@/lib/testing/registration-world"
import { editEvent, tellFieldName } from "./edit-event"
import type { FormValues } from "./merge-edit"

const database = testDatabase()

async function edit(editor: Editor, typed: FormValues, slug?: string) {
  return editEvent(editor.context, await editor.eventScope(slug), await editor.eventForm(typed, slug))
}

async function register(editor: Editor, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.push(await acceptedRegistration(editor.world))
  return ids
}

test("boxes that are unticked mean none, but a form made before there were any changes nothing", async () => {
  const editor = await createEditor(database.db)
  const { id } = editor.world.event
  const { event_mails: _, ...unticked } = await editor.eventForm({ ticket_note: ["Bring a passport."] })

  await editEvent(editor.context, await editor.eventScope(), { ...unticked, seen: ["{}"] })
  expect(await getEditableEvent(database.db, id)).toMatchObject({
    ticketNote: "Bring a passport.",
    remindsBefore: true,
    thanksAfter: false,
  })

  const { event_mails: __, ...next } = await editor.eventForm()
  await editEvent(editor.context, await editor.eventScope(), next)
  expect(await getEditableEvent(database.db, id)).toMatchObject({ remindsBefore: false })
  await edit(editor, { event_mails: ["day_before", "thanks"] })
  expect(await getEditableEvent(database.db, id)).toMatchObject({ remindsBefore: true, thanksAfter: true })
})

test("a save changes what was typed and nothing else, and the trail says what", async () => {
  const editor = await createEditor(database.db)
  const before = await getEditableEvent(database.db, editor.world.event.id)

  const edited = await edit(editor, { title: ["Field Notes Fair"], capacity: ["300"] })

  expect(edited).toMatchObject({ ok: true })
  const after = await getEditableEvent(database.db, before.id)
  expect(after).toEqual({
    ...before,
    title: "Field Notes Fair",
    capacity: 300,
    revision: before.revision + 1,
    version: before.version + 1,
  })
  const [act] = await listOrganizerEvents(database.db, editor.scope.organization.id)
  expect(act).toMatchObject({ name: "event.edited", detail: { changed: ["title", "capacity"] } })
})

test("a form that changes nothing saves nothing", async () => {
  const editor = await createEditor(database.db)
  const scope = await draftEvent(editor, { title_es: ["Día"], terms_es: ["Sé amable."], languages: ["es"] })
  const before = await getEditableEvent(database.db, scope.event.id)

  await edit(editor, {}, scope.event.slug)

  expect(await getEditableEvent(database.db, scope.event.id)).toEqual(before)
})

test.each<[string, FormValues, boolean]>([
  ["its title", { title: ["Fair"] }, true],
  ["its start", { starts_at: ["2027-05-14T09:30"] }, true],
  ["its place", { venue_name: ["Hall C"] }, true],
  ["its capacity", { capacity: ["77"] }, false],
  ["its colour", { hue: ["12"] }, false],
  ["its terms", { terms: ["Be kinder."] }, false],
])("a change of %s: calendars hear of it: %s", async (_, typed, isHeard) => {
  const editor = await createEditor(database.db)

  await edit(editor, typed)

  expect((await getEvent(database.db, editor.world.event.id)).revision).toBe(isHeard ? 1 : 0)
})

describe("terms", () => {
  test("a new wording, in any language, is a new version; what people accepted stays theirs", async () => {
    const editor = await createEditor(database.db)
    const { world } = editor
    const accepted = async () => {
      const person = await provedPerson(world)
      const input = testInput({ submissionId: world.context.newId() })
      const at = { ...input, termsAcceptedAt: world.time.clock() }
      const { registrationId } = await accept(world.context, world.event, person.id, at)
      return registrationId
    }
    const first = await accepted()
    await world.pass(60_000)
    await edit(editor, { terms: ["Be kinder."] })
    const second = await accepted()
    await world.pass(60_000)
    await edit(editor, { languages: ["es"], terms_es: ["Sé más amable."] })
    const third = await accepted()

    const versions = await Promise.all([first, second, third].map((id) => getRegistration(world, id)))
    expect(versions.map(({ termsVersion }) => termsVersion)).toEqual([1, 2, 3])
    expect(await listTerms(database.db, world.event.id)).toMatchObject([
      { version: 3, text: "Be kinder.", translations: { es: "Sé más amable." } },
      { version: 2, text: "Be kinder.", translations: {} },
      { version: 1, text: "Be kind." },
    ])
  })

  test("terms accepted before a new wording came are the old ones", async () => {
    const editor = await createEditor(database.db)
    const { world } = editor
    const termsAcceptedAt = world.time.clock()
    await world.pass(60_000)
    await edit(editor, { terms: ["Be kinder."] })

    const person = await provedPerson(world)
    const { registrationId } = await accept(world.context, world.event, person.id, {
      ...testInput(),
      termsAcceptedAt,
    })

    expect((await getRegistration(world, registrationId)).termsVersion).toBe(1)
  })
})

test("a language that is no longer offered is not shown, and its words are still there", async () => {
  const editor = await createEditor(database.db)
  await edit(editor, { languages: ["es"], title_es: ["Cumbre"] })

  await edit(editor, { languages: [] })

  const { id } = editor.world.event
  expect((await getEvent(database.db, id)).translations).toEqual({})
  expect((await getEditableEvent(database.db, id)).translations).toEqual({ es: { title: "Cumbre" } })
})

describe("capacity", () => {
  test("below what is taken is refused at its field, and nothing is saved", async () => {
    const editor = await createEditor(database.db, { event: { capacity: 10 } })
    await register(editor, 3)
    const before = await getEditableEvent(database.db, editor.world.event.id)

    const edited = await edit(editor, { capacity: ["2"], title: ["Fair"] })

    expect(edited).toEqual({ ok: false, issues: { capacity: { code: "capacity_below_taken", limit: 3 } } })
    expect(await getEditableEvent(database.db, before.id)).toEqual(before)
  })

  test("of exactly what is taken is taken", async () => {
    const editor = await createEditor(database.db, { event: { capacity: 10 } })
    await register(editor, 3)

    expect(await edit(editor, { capacity: ["3"] })).toMatchObject({ ok: true })
  })

  test("that organizers went over can be kept or raised a little, and not lowered", async () => {
    const editor = await createEditor(database.db, { event: { capacity: 2 } })
    const { world } = editor
    const context = { ...world.context, actorId: testId(), whenFull: "exceed" as const }
    for (let count = 0; count < 4; count++) {
      await accept(context, world.event, (await provedPerson(world)).id, testInput())
    }

    const kept = await edit(editor, { title: ["Fair"] })
    const raised = await edit(editor, { capacity: ["3"] })
    const lowered = await edit(editor, { capacity: ["2"] })

    expect([kept, raised]).toMatchObject([{ ok: true }, { ok: true }])
    expect(lowered).toEqual({ ok: false, issues: { capacity: { code: "capacity_below_taken", limit: 4 } } })
    expect(await edit(editor, { capacity: [""] })).toMatchObject({ ok: true })
    expect(await getEditableEvent(database.db, world.event.id)).toMatchObject({ taken: 4, capacity: null })
  })

  test("lowered while people register is never below what is taken", async () => {
    for (let round = 0; round < 5; round++) {
      const editor = await createEditor(database.db, { event: { capacity: 20 } })
      const { world } = editor
      const people = await Promise.all(Array.from({ length: 12 }, () => provedPerson(world)))
      const form = await editor.eventForm({ capacity: ["6"] })
      const scope = await editor.eventScope()

      const [edited, ...registered] = await Promise.allSettled([
        editEvent(editor.context, scope, form),
        ...people.map((person) => accept(world.context, world.event, person.id, testInput())),
      ])

      const { capacity, taken } = await getEditableEvent(database.db, world.event.id)
      const places = registered.filter(({ status }) => status === "fulfilled").length
      expect(taken).toBe(places)
      const isLowered = edited.status === "fulfilled" && edited.value.ok
      expect([isLowered, capacity]).toEqual(isLowered ? [true, 6] : [false, 20])
      if (isLowered) expect(taken).toBeLessThanOrEqual(6)
      else expect(edited).toMatchObject({ value: { issues: { capacity: { code: "capacity_below_taken" } } } })
    }
  })
})

describe("a slug", () => {
  test("may change until somebody registers, cancelled or not", async () => {
    const editor = await createEditor(database.db)
    await edit(editor, { slug: ["fair"] })
    const [ticket = ""] = await register(editor, 1)
    await cancel(editor.world.context, ticket)

    const again = await edit(editor, { slug: ["bazaar"] }, "fair")

    expect(again).toEqual({ ok: false, issues: { slug: { code: "slug_fixed", text: "fair" } } })
  })

  test("of another event is refused at its field", async () => {
    const editor = await createEditor(database.db)
    await draftEvent(editor)

    expect(await edit(editor, { slug: ["lake-day"] })).toEqual({
      ok: false,
      issues: { slug: { code: "slug_taken" } },
    })
  })
})

describe("two organizers at one event", () => {
  test("the second is shown what the first changed, by whom, and chooses", async () => {
    const editor = await createEditor(database.db)
    const scope = await editor.eventScope()
    const form = await editor.eventForm({ title: ["Second's"], hue: ["99"] })
    await edit(editor, { title: ["First's"], venue_name: ["Hall C"] })

    const shown = await editEvent(editor.context, scope, form)

    if (shown.ok || !("stopped" in shown)) return expect.fail("the second save was not stopped")
    expect(shown.stopped).toMatchObject({
      by: editor.scope.email,
      conflicts: [
        { key: "title", theirs: ["First's"], ours: ["Second's"], isMine: true },
        { key: "venue_name", theirs: ["Hall C"], ours: ["Kraftwerk, Hall B"], isMine: false },
      ],
    })
    const chosen = {
      ...form,
      seen: [JSON.stringify(shown.stopped.seen)],
      "title.choice": ["", "ours"],
      "venue_name.choice": ["", "theirs"],
    }
    expect(await editEvent(editor.context, scope, chosen)).toMatchObject({ ok: true })
    expect(await getEditableEvent(database.db, scope.event.id)).toMatchObject({
      title: "Second's",
      venueName: "Hall C",
      hue: 99,
    })
  })

  test("who save at the same moment lose nothing of each other", async () => {
    for (let round = 0; round < 5; round++) {
      const editor = await createEditor(database.db)
      const scope = await editor.eventScope()
      const forms = await Promise.all([
        editor.eventForm({ title: ["Fair"] }),
        editor.eventForm({ venue_name: ["Hall C"] }),
      ])

      const results = await Promise.all(forms.map((form) => editEvent(editor.context, scope, form)))

      const stored = await getEditableEvent(database.db, scope.event.id)
      const saved = [stored.title === "Fair", stored.venueName === "Hall C"]
      expect(saved).toEqual(results.map(({ ok }) => ok))
      expect(results.filter((result) => "stopped" in result)).toHaveLength(1)
    }
  })

  test("without the check of the version the later save would win over the earlier one", async () => {
    const editor = await createEditor(database.db)
    const { id, ...stored } = await getEditableEvent(database.db, editor.world.event.id)
    const { taken, publishedAt, archivedAt, version, ...settings } = stored
    const save = (title: string, from: number) =>
      updateEvent(database.db, { id, version: from }, { ...settings, title })

    expect([await save("First's", version), await save("Second's", version)]).toEqual([true, false])
    expect(await save("Second's", version + 1)).toBe(true)
  })
})

test("an offer ends with the doors, also when the event is moved before its end", async () => {
  const editor = await createEditor(database.db)
  const [id = ""] = await register(editor, 1)
  const { startsAt } = editor.world.event
  const heldUntil = new Date(startsAt.getTime() - 60_000).toISOString()
  await database.db.execute(
    `update registration set step = 'offered', waitlisted_at = created_at, held_until = '${heldUntil}' where id = '${id}'`,
  )
  expect(
    await edit(editor, {
      starts_at: ["2027-05-12T09:00"],
      doors_at: [""],
      ends_at: ["2027-05-12T17:30"],
      [tellFieldName]: ["no"],
    }),
  ).toMatchObject({ ok: true })
  const moved = await getEvent(database.db, editor.world.event.id)
  expect((await getRegistration(editor.world, id)).heldUntil).toEqual(moved.startsAt)
})
