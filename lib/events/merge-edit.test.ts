import { expect, test } from "vitest"
import { type FormValues, fingerprints, mergeEdit, parseSeen } from "./merge-edit"

const names = ["title", "venue", "languages"]
const base = { title: ["Summit"], venue: ["Hall A"], languages: ["en", "es"] }

/** A form rendered from `base`, sent after somebody else made it `current`. */
function merged(submitted: FormValues, current: FormValues = base) {
  return mergeEdit(names, { seen: fingerprints(base, names), current, submitted })
}

test("what nobody else touched is the form's", () => {
  const { values, conflicts } = merged({ ...base, title: ["Great summit"] })

  expect(conflicts).toEqual([])
  expect(values).toEqual({ ...base, title: ["Great summit"] })
})

test("a field both changed is shown with both values, and nothing chosen", () => {
  const { conflicts } = merged({ ...base, title: ["Mine"] }, { ...base, title: ["Theirs"] })

  expect(conflicts).toEqual([{ key: "title", theirs: ["Theirs"], ours: ["Mine"], isMine: true }])
})

test("a field only somebody else changed is shown too, as one that is theirs", () => {
  const { conflicts } = merged({ ...base, title: ["Mine"] }, { ...base, venue: ["Hall B"] })

  expect(conflicts).toEqual([{ key: "venue", theirs: ["Hall B"], ours: ["Hall A"], isMine: false }])
})

test("the same change made twice is no conflict", () => {
  expect(merged({ ...base, title: ["Same"] }, { ...base, title: ["Same"] }).conflicts).toEqual([])
})

test("line ends, spaces at the edges and empty controls are no change", () => {
  const submitted = { ...base, title: ["  Summit \r\n"], languages: ["", "en", "es"] }

  expect(merged(submitted).values).toEqual(base)
})

test.each([
  ["theirs", "Theirs"],
  ["ours", "Mine"],
])("choosing %s saves that value", (choice, expected) => {
  const current = { ...base, title: ["Theirs"] }
  const submitted = { ...base, title: ["Mine"], "title.choice": ["", choice] }

  const { values, conflicts } = mergeEdit(names, { seen: fingerprints(current, names), current, submitted })

  expect(conflicts).toEqual([])
  expect(values.title).toEqual([expected])
})

test("a choice that was not made is asked for again", () => {
  const current = { ...base, title: ["Theirs"] }
  const submitted = { ...base, title: ["Mine"], "title.choice": [""] }

  const { conflicts, unchosen } = mergeEdit(names, { seen: fingerprints(current, names), current, submitted })

  expect(conflicts.map(({ key }) => key)).toEqual(["title"])
  expect(unchosen).toEqual(["title"])
})

test("a choice made on values that have changed again since is asked for anew", () => {
  const shown = { ...base, title: ["Theirs"] }
  const submitted = { ...base, title: ["Mine"], "title.choice": ["", "ours"] }

  const { conflicts } = mergeEdit(names, {
    seen: fingerprints(shown, names),
    current: { ...base, title: ["Theirs, later"] },
    submitted,
  })

  expect(conflicts).toMatchObject([{ key: "title", theirs: ["Theirs, later"] }])
})

test.each([undefined, "", "{", "7", "null"])(
  "a form that sends %j for what it has seen has seen nothing",
  (text) => {
    expect(parseSeen(text)).toEqual({})
  },
)
