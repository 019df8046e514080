import { expect, test } from "vitest"
import { dayAndTime } from "@/lib/domain/event-time"
import { excerpts, loadEditorWords } from "./editor-words"

const labels = {
  fields: { title: "Title", stage: "When to ask" },
  values: { stage: { profile: "After registration" } },
}

test("short versions are shown whole", () => {
  expect(excerpts("Hall A", "Hall B")).toEqual({ theirs: "Hall A", ours: "Hall B" })
})

test("long versions are shown from where they begin to differ", () => {
  const same = "word ".repeat(100)

  const { theirs, ours } = excerpts(`${same}first${same}`, `${same}second`)

  expect(theirs).toMatch(/^….{35,40} first.*…$/)
  expect(ours).toMatch(/^….{35,40} second$/)
  expect(theirs.length).toBeLessThan(170)
})

const stop = { unchosen: [], seen: { title: "x" }, by: "ana@example.org" }

test("a version is shown in the words of its choices, and an empty one as nothing", async () => {
  const { stopped } = await loadEditorWords(labels)

  const { choices, values } = stopped({
    ...stop,
    conflicts: [
      { key: "stage", theirs: ["profile"], ours: [], isMine: true },
      { key: "options", theirs: ["yes=Yes!", "no=No"], ours: ["yes=Yes"], isMine: false },
    ],
  })

  expect(choices.stage).toMatchObject({
    theirs: "Keep theirs: After registration",
    ours: "Use yours: nothing",
  })
  expect(choices.options).toMatchObject({ theirs: "Keep theirs: Yes!, No", ours: "Use yours: Yes" })
  expect(values).toEqual({ seen: ['{"title":"x"}'], "stage.choice": [], "options.choice": ["theirs"] })
})

test("a conflict says who changed the field, once; after that it asks for the choice", async () => {
  const { stopped } = await loadEditorWords(labels)
  const conflicts = [{ key: "title", theirs: ["A"], ours: ["B"], isMine: true }]

  expect(stopped({ ...stop, conflicts }).issues).toEqual({
    title: "“Title” was changed by ana@example.org while you were editing. Choose which to keep",
  })
  expect(stopped({ ...stop, conflicts, unchosen: ["title"] }).issues).toEqual({
    title: "Choose which version of “Title” to keep",
  })
})

test("a warning about a field of Gatehouse's own says what is kept there", async () => {
  const { sentence } = await loadEditorWords(labels)

  expect(sentence("field", { code: "field_reserved", text: "checkIn" })).toContain(
    "keeps the check-in in this field",
  )
})

test("a moment is written on the event's clocks, as people say it", async () => {
  const { sentence } = await loadEditorWords(labels)
  const time = { at: new Date("2027-05-14T15:30:00Z"), timeZone: "Europe/Berlin" }
  const text = dayAndTime(time.at, time.timeZone, "en")

  expect(text).toContain("17:30")
  expect(sentence("starts_at", { code: "before_event", time })).toBe(`A session can’t start before ${text}`)
  expect(sentence("ends_at", { code: "after_event", time })).toBe(`A session can’t end after ${text}`)
  expect(sentence("starts_at", { code: "starts_after_event", time })).toContain(`ends on ${text}`)
})
