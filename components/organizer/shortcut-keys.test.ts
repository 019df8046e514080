import { describe, expect, test } from "vitest"
import { type Begun, keyName, matchKey } from "./shortcut-keys"

const pressed = (key: string, code = "", shiftKey = false) => keyName({ key, code, shiftKey })

describe("a key", () => {
  test.each([
    ["a", "KeyA", false, "a"],
    ["A", "KeyA", false, "a"],
    ["ش", "KeyA", false, "a"],
    ["؟", "Slash", true, "?"],
    ["/", "Slash", false, "/"],
    [" ", "Space", false, "Space"],
    ["ArrowDown", "ArrowDown", true, "Shift+ArrowDown"],
    ["Escape", "Escape", false, "Escape"],
    ["é", "Digit2", false, "é"],
  ])("%s on %s is called by what it means", (key, code, shiftKey, name) => {
    expect(pressed(key, code, shiftKey)).toBe(name)
  })
})

/** The shortcuts that keys typed one second apart, or at the given times, complete. */
function type(known: string[], keys: string[], times = keys.map((_, at) => at * 1_000)): string[] {
  let begun: Begun = null
  return keys.flatMap((key, at) => {
    const matched = matchKey(new Set(known), begun, { key, at: times[at] ?? 0 })
    begun = matched.begun
    return matched.shortcut ?? []
  })
}

describe("keys one after the other", () => {
  test("complete a sequence, and its second key alone does not count then", () => {
    expect(type(["g a", "a"], ["g", "a"])).toEqual(["g a"])
  })

  test("stand for themselves when no sequence began", () => {
    expect(type(["g a", "a"], ["a", "x", "a"])).toEqual(["a", "a"])
  })

  test("do not make a sequence when they are far apart", () => {
    expect(type(["g a", "a"], ["g", "a"], [0, 1_500])).toEqual(["a"])
  })

  test("begin again after a key that leads nowhere", () => {
    expect(type(["g a"], ["g", "x", "g", "g", "a"])).toEqual(["g a"])
  })
})
