import fc from "fast-check"
import { expect, test } from "vitest"
import {
  choiceName,
  compareThreeWay,
  type Decision,
  readDecision,
  seenKeys,
  seenName,
  type Verdict,
} from "./conflict"

/** A few values, so that any two of the three are often the same. */
const value = fc.constantFrom("", "a", "b")
const decision = fc.constantFrom<Decision>(null, "open", "theirs", "ours")

type Field = { shown: string; theirs: string; ours: string }

function compare({ shown, theirs, ours }: Field, decided: Decision = null, isKnown = true): Verdict {
  const isSame = (one: string, other: string) => one === other
  const wasShown = (each: string) => each === shown
  return compareThreeWay({ theirs, ours, isSame, wasShown, isKnown, decision: decided })
}

/** What a field says in the end, where nothing is left to ask. */
function saved({ theirs, ours }: Field, verdict: Verdict): string {
  return verdict === "ours" ? ours : theirs
}

const field = fc.record({ shown: value, theirs: value, ours: value })

test("a change that only one side made is told from one both made", () => {
  fc.assert(
    fc.property(field, (each) => {
      const { shown, theirs, ours } = each
      const [isTheirs, isOurs] = [theirs !== shown, ours !== shown]
      const different = isTheirs && isOurs ? "both" : isTheirs ? "theirs" : "ours"
      expect(compare(each)).toBe(theirs === ours ? "same" : different)
    }),
  )
})

test("nothing somebody else saved is overwritten unless it was shown", () => {
  fc.assert(
    fc.property(field, decision, (each, decided) => {
      const verdict = compare(each, decided)
      const isOverwritten = saved(each, verdict) !== each.theirs
      expect(isOverwritten && each.theirs !== each.shown).toBe(false)
    }),
  )
})

test("nothing that was typed is dropped unless it was chosen to be, or is asked about", () => {
  fc.assert(
    fc.property(field, decision, (each, decided) => {
      const verdict = compare(each, decided)
      const isDropped = verdict === "kept" && each.ours !== each.shown
      expect(isDropped && decided !== "theirs").toBe(false)
    }),
  )
})

test("a choice counts while what it was made between is there, and is asked for again after that", () => {
  fc.assert(
    fc.property(field, fc.constantFrom<Decision>("theirs", "ours"), (each, decided) => {
      fc.pre(each.theirs !== each.ours)
      const verdict = compare(each, decided)
      if (each.theirs !== each.shown) expect(["both", "theirs"]).toContain(verdict)
      else expect(verdict).toBe(decided === "theirs" ? "kept" : "ours")
    }),
  )
})

test("where two values differ, a choice that was not made is asked for again", () => {
  fc.assert(
    fc.property(field, (each) => {
      fc.pre(each.theirs !== each.ours)
      expect(compare(each, "open")).toBe(each.theirs === each.shown ? "open" : "both")
    }),
  )
})

test("where nobody knows what changed since, nobody is asked", () => {
  fc.assert(
    fc.property(field, (each) => {
      expect(["same", "ours", "kept"]).toContain(compare(each, null, false))
    }),
  )
})

test.each<[string[] | undefined, Decision]>([
  [undefined, null],
  [[], "open"],
  [[""], "open"],
  [["", "theirs"], "theirs"],
  [["", "ours"], "ours"],
  [["", "mine"], "open"],
])("a form that says %j under a choice has decided %j", (values, expected) => {
  expect(readDecision(values)).toBe(expected)
})

test("a form names the fields it shows by their fingerprints", () => {
  const form = new FormData()
  for (const name of ["company", seenName("company"), choiceName("company"), seenName("born"), "born.day"])
    form.append(name, "")

  expect(seenKeys(form)).toEqual(["company", "born"])
})
