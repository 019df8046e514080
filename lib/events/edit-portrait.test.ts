import sharp from "sharp"
import { expect, test } from "vitest"
import { readPageContent } from "@/lib/db/queries/page-content"
import { findPictureFile } from "@/lib/db/queries/pictures"
import { testDatabase } from "@/lib/db/test-database"
import type { Speaker } from "@/lib/domain/page-content"
import { createEditor, type Editor } from "@/lib/testing/editor"
import { duplicateEvent } from "./duplicate-event"
import { removeEntry, saveEntry } from "./edit-content"
import { editPortrait, portraitValues, removePortrait } from "./edit-portrait"
import type { FormValues } from "./merge-edit"

const database = testDatabase()

function face(background: string, size = { width: 300, height: 400 }): Promise<Buffer> {
  return sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer()
}

async function addSpeaker(editor: Editor, name: string): Promise<string> {
  const entry = { list: "speakers", id: null } as const
  const saved = await saveEntry(editor.context, await editor.eventScope(), entry, { name: [name] })
  if (!saved?.ok) throw new Error("The speaker was refused")
  return saved.id
}

async function speakerOf(editor: Editor, id: string, slug?: string): Promise<Speaker> {
  const { event } = await editor.eventScope(slug)
  const { speakers } = await readPageContent(database.db, event.id)
  const speaker = speakers.find((each) => each.id === id)
  if (!speaker) throw new Error(`There is no speaker ${id}`)
  return speaker
}

/** Sends the form of a speaker's picture as it would be shown now. */
async function send(editor: Editor, id: string, file: Uint8Array | null, typed: FormValues = {}) {
  const submitted = { ...portraitValues(await speakerOf(editor, id)), ...typed }
  return editPortrait(editor.context, await editor.eventScope(), id, { submitted, file })
}

const isKept = async (hash = "") => (await findPictureFile(database.db, hash, "160.avif")) !== null

async function withPortrait(): Promise<{ editor: Editor; id: string; hash: string }> {
  const editor = await createEditor(database.db)
  const id = await addSpeaker(editor, "Amira Haddad")
  expect(await send(editor, id, await face("red"))).toMatchObject({ ok: true })
  const { picture } = await speakerOf(editor, id)
  if (!picture) throw new Error("There is no picture")
  return { editor, id, hash: picture.hash }
}

test("a speaker's picture is saved as a square, replaced, cut anew and removed, and the trail says each", async () => {
  const { editor, id, hash } = await withPortrait()
  expect(await speakerOf(editor, id)).toMatchObject({ picture: { widths: [160, 240] } })
  const small = await findPictureFile(database.db, hash, "240.webp")
  expect(await sharp(small ?? undefined).metadata()).toMatchObject({ width: 240, height: 240 })

  expect(await send(editor, id, await face("blue"))).toMatchObject({ ok: true })
  expect(await isKept(hash)).toBe(false)
  expect(await send(editor, id, null, { focus: ["center_top"] })).toMatchObject({ ok: true })

  const { picture } = await speakerOf(editor, id)
  expect(picture).toMatchObject({ focus: "center_top" })
  expect(await isKept(picture?.hash)).toBe(true)
  const removed = { id, hash: picture?.hash ?? "" }
  const scope = await editor.eventScope()
  expect(await removePortrait(editor.context, scope, { id, hash })).toBe(false)
  expect(await removePortrait(editor.context, scope, removed)).toBe(true)
  expect(await removePortrait(editor.context, scope, removed)).toBe(true)
  expect(await speakerOf(editor, id)).not.toHaveProperty("picture")
  expect(await isKept(picture?.hash)).toBe(false)
  expect((await editor.acts()).filter((name) => name.includes("picture"))).toEqual([
    "speaker.picture_removed",
    ...Array(3).fill("speaker.picture_saved"),
  ])
})

test("a picture outlives changes of the speaker's words, and goes with the speaker", async () => {
  const { editor, id, hash } = await withPortrait()
  const scope = await editor.eventScope()
  const words = { name: ["Amira H."], role: ["Cartographer"] }
  expect(await saveEntry(editor.context, scope, { list: "speakers", id }, words)).toMatchObject({ ok: true })
  expect(await speakerOf(editor, id)).toMatchObject({ name: "Amira H.", picture: { hash } })

  await removeEntry(editor.context, scope, { list: "speakers", id })

  expect(await isKept(hash)).toBe(false)
})

test("two speakers with the same picture share it until neither has it", async () => {
  const { editor, id, hash } = await withPortrait()
  const other = await addSpeaker(editor, "Tomás Vidal")
  expect(await send(editor, other, await face("red"))).toMatchObject({ ok: true })
  expect(await speakerOf(editor, other)).toMatchObject({ picture: { hash } })
  const scope = await editor.eventScope()

  await removePortrait(editor.context, scope, { id, hash })
  expect(await isKept(hash)).toBe(true)
  await removePortrait(editor.context, scope, { id: other, hash })

  expect(await isKept(hash)).toBe(false)
})

test("a copy of the event has the picture, and keeps it when the original loses it", async () => {
  const { editor, id, hash } = await withPortrait()
  const scope = await editor.eventScope()
  const slug = await duplicateEvent(editor.context, scope, "Copy")
  await removePortrait(editor.context, scope, { id, hash })

  expect(await speakerOf(editor, id, slug)).toMatchObject({ picture: { hash } })
  expect(await isKept(hash)).toBe(true)
})

test("a file that is no picture, too small, or missing is refused at its field, and nothing is saved", async () => {
  const editor = await createEditor(database.db)
  const id = await addSpeaker(editor, "Amira Haddad")
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)

  const faults = await Promise.all([
    send(editor, id, svg),
    send(editor, id, await face("red", { width: 159, height: 400 })),
    send(editor, id, null),
  ])

  expect(faults).toEqual([
    { ok: false, issues: { picture: { code: "picture_unknown" } } },
    { ok: false, issues: { picture: { code: "picture_too_small", limit: 160, text: "160" } } },
    { ok: false, issues: { picture: { code: "picture_missing" } } },
  ])
  expect(await speakerOf(editor, id)).not.toHaveProperty("picture")
})

test("a picture somebody else saved meanwhile is not overwritten, unless its author says so", async () => {
  const { editor, id, hash } = await withPortrait()
  const submitted = portraitValues({ ...(await speakerOf(editor, id)) })
  expect(await send(editor, id, await face("blue"))).toMatchObject({ ok: true })
  const scope = await editor.eventScope()

  const file = await face("green")
  const stopped = await editPortrait(editor.context, scope, id, { submitted, file })

  if (!stopped || !("overtaken" in stopped)) throw new Error("It was not stopped")
  const again = { ...submitted, seen: [stopped.overtaken.seen] }
  expect(await editPortrait(editor.context, scope, id, { submitted: again, file: null })).toMatchObject({
    issues: { picture: { code: "picture_again" } },
  })
  expect(await editPortrait(editor.context, scope, id, { submitted: again, file })).toMatchObject({
    ok: true,
  })
  expect((await speakerOf(editor, id)).picture?.hash).not.toBe(hash)
})

test("the form of a speaker who was removed meanwhile says so", async () => {
  const { editor, id, hash } = await withPortrait()
  const scope = await editor.eventScope()
  const submitted = portraitValues(await speakerOf(editor, id))
  await removeEntry(editor.context, scope, { list: "speakers", id })

  expect(await editPortrait(editor.context, scope, id, { submitted, file: await face("blue") })).toBeNull()
  expect(await removePortrait(editor.context, scope, { id, hash })).toBeNull()
})
