import fc from "fast-check"
import { expect, test } from "vitest"
import { joinKept, joinUndelivered, splitKept, splitUndelivered } from "./schema/answers-column"

const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/).filter((each) => each !== "constructor")
const texts = fc.dictionary(key, fc.string(), { noNullPrototype: true })
const changes = fc.dictionary(key, fc.option(fc.string()), { noNullPrototype: true })
const print = fc.string().filter((each) => !each.includes(" "))
const bases = fc.dictionary(key, fc.array(print, { minLength: 1 }), { noNullPrototype: true })

test("answers come back from the column as they went in", () => {
  fc.assert(
    fc.property(fc.record({ answers: texts, spellings: texts, contested: texts }), (kept) => {
      expect(splitKept(joinKept(kept))).toEqual(kept)
    }),
  )
})

test("answers on their way to GATE come back from the column as they went in", () => {
  fc.assert(
    fc.property(fc.record({ undelivered: changes, bases }), (waiting) => {
      expect(splitUndelivered(joinUndelivered(waiting))).toEqual(waiting)
    }),
  )
})

test("whatever is stored is stored as before when nothing was changed", () => {
  const name = fc.oneof(
    key,
    fc
      .tuple(key, fc.constantFrom(".typed", ".contested", ".base", ".later"))
      .map(([own, note]) => own + note),
  )
  const stored = fc.dictionary(name, fc.string(), { noNullPrototype: true })
  fc.assert(
    fc.property(stored, (column) => {
      expect(joinKept(splitKept(column))).toEqual(column)
      expect(joinUndelivered(splitUndelivered(column))).toEqual(column)
    }),
  )
})

test("an earlier version finds what belongs to an answer where it left it", () => {
  const kept = {
    answers: { phone: "+4930901820", company: "Theirs" },
    spellings: { phone: "030 90 18 20" },
    contested: { company: "Ours" },
  }
  const waiting = { undelivered: { company: "Ours", phone: null }, bases: { company: ["a", "b"] } }

  expect(joinKept(kept)).toEqual({
    phone: "+4930901820",
    "phone.typed": "030 90 18 20",
    company: "Theirs",
    "company.contested": "Ours",
  })
  expect(joinUndelivered(waiting)).toEqual({ company: "Ours", phone: null, "company.base": "a b" })
})
