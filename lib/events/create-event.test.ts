import { expect, test } from "vitest"
import { getEditableEvent, listEventsOf } from "@/lib/db/queries/event-editor"
import { listTerms } from "@/lib/db/queries/event-terms"
import { findPublishedEvent, listPublishedEvents } from "@/lib/db/queries/events"
import { listQuestions } from "@/lib/db/queries/question-editor"
import { testDatabase } from "@/lib/db/test-database"
import { findEventScope } from "@/lib/organizers/scope"
import { createEditor, draftEvent, typedEvent, typedQuestion } from "@/lib/testing/editor"
import { testOrganizer } from "@/lib/testing/organizer"
import { acceptedRegistration, getRegistration } from "@/lib/testing/registration-world"
import { createEvent } from "./create-event"
import { duplicateEvent } from "./duplicate-event"
import { saveQuestion } from "./save-question"
import { changeEventState } from "./set-event-state"

const database = testDatabase()

test("a new event is a draft with a slug from its title, times on its own clocks, and terms on record", async () => {
  const editor = await createEditor(database.db)

  const created = await createEvent(
    editor.context,
    editor.scope,
    typedEvent({ title: ["Lake Day: São João"] }),
  )

  expect(created).toEqual({ ok: true, slug: "lake-day-sao-joao" })
  const { event } = await editor.eventScope("lake-day-sao-joao")
  expect(event).toMatchObject({
    title: "Lake Day: São João",
    startsAt: new Date("2027-06-05T08:00:00Z"),
    capacity: 40,
    hue: 200,
    languages: ["en"],
    organization: editor.scope.organization,
    publishedAt: null,
  })
  expect(await listTerms(database.db, event.id)).toMatchObject([{ version: 1, text: "Be kind." }])
  expect(await editor.acts()).toEqual(["event.created"])
  expect(await findPublishedEvent(database.db, event.slug)).toBeNull()
})

test("a typed slug that is taken is refused at its field, one made from the title gets a number", async () => {
  const editor = await createEditor(database.db)
  await draftEvent(editor)

  const typed = await createEvent(editor.context, editor.scope, typedEvent({ slug: ["lake-day"] }))
  const made = await createEvent(editor.context, editor.scope, typedEvent())

  expect(typed).toEqual({ ok: false, issues: { slug: { code: "slug_taken" } } })
  expect(made).toEqual({ ok: true, slug: "lake-day-2" })
})

test("a form with faults makes nothing", async () => {
  const editor = await createEditor(database.db)

  const created = await createEvent(
    editor.context,
    editor.scope,
    typedEvent({ ends_at: ["2027-06-05T09:00"] }),
  )

  expect(created).toEqual({ ok: false, issues: { ends_at: { code: "ends_before_start" } } })
  expect(await editor.acts()).toEqual([])
})

test("ten events of one title made at once get ten slugs", async () => {
  const editor = await createEditor(database.db)

  const created = await Promise.all(
    Array.from({ length: 10 }, () => createEvent(editor.context, editor.scope, typedEvent())),
  )

  expect(new Set(created.map((one) => one.ok && one.slug)).size).toBe(10)
})

test("somebody who may only check people in makes nothing", async () => {
  const editor = await createEditor(database.db)
  const helper = await testOrganizer(editor.world, { role: "admin" })
  const doorkeeper = Object.assign(Object.create(helper), { permissions: new Set(["view", "check_in"]) })

  const attempt = createEvent(editor.context, doorkeeper, typedEvent())

  await expect(attempt).rejects.toMatchObject({ code: "foreign_request" })
  expect(await listEventsOf(database.db, editor.scope.organization.id)).toHaveLength(1)
})

test("a copy is a draft with the questions that are asked, under a slug of its own", async () => {
  const editor = await createEditor(database.db)
  const scope = await draftEvent(editor, { languages: ["es"], title_es: ["Día del lago"] })
  await saveQuestion(editor.context, scope, null, typedQuestion())
  await changeEventState(editor.context, scope, "published")

  const slug = await duplicateEvent(editor.context, scope, "Copy of Lake Day")

  const copy = await editor.eventScope(slug)
  expect(slug).toBe("lake-day-2")
  expect(copy.event).toMatchObject({
    title: "Copy of Lake Day",
    publishedAt: null,
    taken: 0,
    termsVersion: 1,
  })
  expect(copy.event.translations.es).toEqual({ title: "Día del lago" })
  expect(copy.event.questions).toMatchObject([{ key: "what_do_you_eat", field: "custom_field_1" }])
  const [original] = await listQuestions(database.db, scope.event.id)
  expect(copy.event.questions[0]?.id).not.toBe(original?.id)
})

test("publishing shows an event, unpublishing and archiving hide it, and its attendees keep their pages", async () => {
  const editor = await createEditor(database.db)
  const { context, world } = editor
  const scope = await draftEvent(editor)
  const { slug, id } = scope.event
  const isPublic = async () => (await findPublishedEvent(database.db, slug)) !== null
  const isListed = async () =>
    (await listPublishedEvents(database.db, world.time.clock())).some((event) => event.slug === slug)

  await changeEventState(context, scope, "published")
  await changeEventState(context, scope, "published")
  const event = await findPublishedEvent(database.db, slug)
  const ticket = await acceptedRegistration(world, event ? { event } : {})
  expect([await isPublic(), await isListed()]).toEqual([true, true])
  await changeEventState(context, scope, "unpublished")
  expect([await isPublic(), await isListed()]).toEqual([false, false])
  await changeEventState(context, scope, "published")
  await changeEventState(context, scope, "archived")
  expect([await isPublic(), await isListed()]).toEqual([false, false])

  expect((await getRegistration(world, ticket)).eventId).toBe(id)
  expect(await editor.acts()).toEqual([
    "event.archived",
    "event.published",
    "event.unpublished",
    "event.published",
    "event.created",
  ])
  await changeEventState(context, scope, "restored")
  expect(await isPublic()).toBe(true)
})

test("an archived event is not published by an old page", async () => {
  const editor = await createEditor(database.db)
  const scope = await draftEvent(editor)
  await changeEventState(editor.context, scope, "archived")

  await changeEventState(editor.context, scope, "published")

  expect((await getEditableEvent(database.db, scope.event.id)).publishedAt).toBeNull()
})

test("nothing of an event is another organization's", async () => {
  const editor = await createEditor(database.db)
  const scope = await draftEvent(editor)
  const stranger = { ...editor.scope, organization: { id: "8", name: "Elsewhere" } }

  expect(await findEventScope(editor.context, stranger, scope.event.slug)).toBeNull()
  expect(await listEventsOf(database.db, "8")).toEqual([])
})
