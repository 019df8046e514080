import sharp from "sharp"
import { expect, test } from "vitest"
import { requestDeletion } from "@/lib/account/request-deletion"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { listEventActs } from "@/lib/db/queries/organizers"
import { getPerson } from "@/lib/db/queries/people"
import { findCover, findPictureFile, updateCover } from "@/lib/db/queries/pictures"
import { testDatabase } from "@/lib/db/test-database"
import { localiseEvent } from "@/lib/domain/event"
import { createEditor, draftEvent, type Editor } from "@/lib/testing/editor"
import { duplicateEvent } from "./duplicate-event"
import { coverValues, editCover, removeCover } from "./edit-cover"
import { editEvent } from "./edit-event"
import type { FormValues } from "./merge-edit"

const database = testDatabase()

function colour(background: string, format: "png" | "jpeg" = "png"): Promise<Buffer> {
  return sharp({ create: { width: 900, height: 600, channels: 3, background } })
    .toFormat(format)
    .toBuffer()
}

/** Sends the form of the cover as it would be shown now. */
async function send(editor: Editor, typed: FormValues, file: Uint8Array | null = null) {
  const scope = await editor.eventScope()
  const values = coverValues(await findCover(database.db, scope.event.id))
  return editCover(editor.context, scope, { ...values, ...typed }, file)
}

async function coverOf(editor: Editor) {
  return findCover(database.db, (await editor.eventScope()).event.id)
}

async function withCover(): Promise<Editor> {
  const editor = await createEditor(database.db)
  expect(await send(editor, { alt: ["A red wall"] }, await colour("red"))).toMatchObject({ ok: true })
  return editor
}

test("a cover is saved with its words, can be replaced, changed and removed, and the trail says each", async () => {
  const editor = await withCover()
  const first = await coverOf(editor)
  expect(first).toMatchObject({ alt: "A red wall", widths: [480, 800], focus: "center_center" })

  expect(await send(editor, { alt: ["A blue wall"] }, await colour("blue"))).toMatchObject({ ok: true })
  expect(await send(editor, { focus: ["left_top"] })).toMatchObject({ ok: true })

  const last = await coverOf(editor)
  expect(last).toMatchObject({ alt: "A blue wall", focus: "left_top" })
  expect(await findPictureFile(database.db, first?.hash ?? "", "800.webp")).toBeNull()
  expect(await findPictureFile(database.db, last?.hash ?? "", "800.webp")).not.toBeNull()
  expect(await removeCover(editor.context, await editor.eventScope(), last?.hash ?? "")).toBe(true)
  expect(await removeCover(editor.context, await editor.eventScope(), last?.hash ?? "")).toBe(true)
  expect(await coverOf(editor)).toBeNull()
  expect(await findPictureFile(database.db, last?.hash ?? "", "800.webp")).toBeNull()
  expect((await editor.acts()).filter((name) => name.startsWith("event.cover"))).toEqual([
    "event.cover_removed",
    "event.cover_changed",
    "event.cover_replaced",
    "event.cover_added",
  ])
})

test("who changed a cover is named until they delete their account, and what they did stays", async () => {
  const editor = await withCover()
  const { event, personId } = await editor.eventScope()
  const acts = () => listEventActs(database.db, event.id, ["event.cover_added"], 10)
  const { email } = await getPerson(database.db, personId)
  expect(await acts()).toMatchObject([{ name: "event.cover_added", by: email }])

  await requestDeletion(editor.world.context, personId)

  expect(await acts()).toMatchObject([{ name: "event.cover_added", by: null }])
})

test("words alone are changed without another picture", async () => {
  const editor = await withCover()
  const before = await coverOf(editor)

  await send(editor, { alt: ["  A wall,\n red "] })

  expect(await coverOf(editor)).toEqual({ ...before, alt: "A wall, red" })
})

test("without words or without a picture nothing is saved, and both are said at their fields", async () => {
  const editor = await createEditor(database.db)

  expect(await send(editor, { alt: [" "] })).toEqual({
    ok: false,
    issues: { alt: { code: "required" }, picture: { code: "picture_missing" } },
  })
  expect(await send(editor, { alt: ["x".repeat(251)] }, await colour("red"))).toEqual({
    ok: false,
    issues: { alt: { code: "too_long", limit: 250 } },
  })
  expect(await send(editor, { alt: ["A wall"] }, Buffer.from("<svg/>"))).toEqual({
    ok: false,
    issues: { picture: { code: "picture_unknown" } },
  })
  expect(await coverOf(editor)).toBeNull()
})

/** What the form is shown of, as an organizer opened it before others saved. */
async function seenOf(editor: Editor): Promise<string[]> {
  return coverValues(await coverOf(editor)).seen ?? []
}

test("of two organizers the second is told, and replaces the cover only by saving again", async () => {
  const editor = await withCover()
  const seen = await seenOf(editor)
  const { hash = "" } = (await coverOf(editor)) ?? {}
  await send(editor, { alt: ["A blue wall"] }, await colour("blue"))

  const overtaken = await send(editor, { seen, alt: ["A green wall"] }, await colour("green"))

  expect(overtaken).toEqual({ ok: false, overtaken: { seen: expect.stringMatching(/\+picture$/) } })
  expect(await coverOf(editor)).toMatchObject({ alt: "A blue wall" })
  expect(await removeCover(editor.context, await editor.eventScope(), hash)).toBe(false)
  expect(await coverOf(editor)).not.toBeNull()
})

test("whose picture was not saved puts no words on somebody else's before it is sent again", async () => {
  const editor = await withCover()
  const before = await seenOf(editor)
  await send(editor, { alt: ["A blue wall"] }, await colour("blue"))
  const overtaken = await send(editor, { seen: before, alt: ["A green wall"] }, await colour("green"))
  const seen = "overtaken" in overtaken ? [overtaken.overtaken.seen] : []

  const withoutPicture = await send(editor, { seen, alt: ["A green wall"] })

  expect(withoutPicture).toEqual({ ok: false, issues: { picture: { code: "picture_again" } } })
  expect(await coverOf(editor)).toMatchObject({ alt: "A blue wall" })
  expect(await send(editor, { seen, alt: ["A green wall"] }, await colour("green"))).toMatchObject({
    ok: true,
  })
  expect(await coverOf(editor)).toMatchObject({ alt: "A green wall" })
})

test("of two organizers who change words or focus alone the second is told as well", async () => {
  const editor = await withCover()
  const seen = await seenOf(editor)
  const first = await send(editor, { alt: ["A wall of bricks"] })

  const overtaken = await send(editor, { seen, focus: ["left_top"] })

  expect(overtaken).toEqual({ ok: false, overtaken: { seen: "seen" in first && first.seen } })
  expect(await coverOf(editor)).toMatchObject({ alt: "A wall of bricks", focus: "center_center" })
  expect(await send(editor, { seen: await seenOf(editor), focus: ["left_top"] })).toMatchObject({ ok: true })
})

test("words that were changed since they were read are not written over", async () => {
  const editor = await withCover()
  const read = await coverOf(editor)
  const { event } = await editor.eventScope()
  await send(editor, { alt: ["A wall of bricks"] })

  expect(await updateCover(database.db, event.id, read, null)).toBe(false)
  expect(await updateCover(database.db, event.id, await coverOf(editor), null)).toBe(true)
  expect(await updateCover(database.db, event.id, null, read)).toBe(true)
})

test("words in a language come with the page in that language, and stay when it is offered no more", async () => {
  const editor = await withCover()
  await editEvent(editor.context, await editor.eventScope(), await editor.eventForm({ languages: ["es"] }))
  await send(editor, { alt_es: ["Un muro rojo"] })
  const published = async () => findPublishedEvent(database.db, editor.world.event.slug)
  const event = await published()
  expect(event && localiseEvent(event, "es").cover?.alt).toBe("Un muro rojo")
  expect(event && localiseEvent(event, "ar").cover?.alt).toBe("A red wall")

  await editEvent(editor.context, await editor.eventScope(), await editor.eventForm({ languages: [] }))
  await send(editor, { alt: ["A wall"] })

  expect((await published())?.cover?.translations).toEqual({})
  expect((await coverOf(editor))?.translations).toEqual({ es: "Un muro rojo" })
})

test("a copy of an event has its cover, and keeps it when the first one's is removed", async () => {
  const editor = await withCover()
  const scope = await editor.eventScope()

  const slug = await duplicateEvent(editor.context, scope, "A copy")

  const copy = await editor.eventScope(slug)
  const cover = await coverOf(editor)
  expect(copy.event.cover).toEqual(cover)
  await removeCover(editor.context, scope, cover?.hash ?? "")
  expect(await findPictureFile(database.db, cover?.hash ?? "", "800.avif")).not.toBeNull()
})

test("an event without a cover is copied without one", async () => {
  const editor = await createEditor(database.db)
  const draft = await draftEvent(editor)

  const slug = await duplicateEvent(editor.context, draft, "A copy")

  expect((await editor.eventScope(slug)).event.cover).toBeNull()
})
