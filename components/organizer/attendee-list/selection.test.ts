import { describe, expect, test } from "vitest"
import {
  isSelected,
  mostIds,
  nobody,
  type Selection,
  selectedCount,
  selectRange,
  toggleAll,
  toggleOne,
} from "./selection"

const loaded = ["a", "b", "c", "d", "e"]

function idsOf(selection: Selection): string[] {
  return selection.kind === "ids" ? [...selection.ids].sort() : []
}

describe("a selection", () => {
  test("adds one and takes it out again", () => {
    const one = toggleOne(nobody, "b", loaded)

    expect(idsOf(one)).toEqual(["b"])
    expect(idsOf(toggleOne(one, "b", loaded))).toEqual([])
  })

  test("reaches from where it began to where it ends, in either direction", () => {
    const began = toggleOne(nobody, "c", loaded)

    expect(idsOf(selectRange(began, "e", loaded))).toEqual(["c", "d", "e"])
    expect(idsOf(selectRange(began, "a", loaded))).toEqual(["a", "b", "c"])
  })

  test("grows on from the same beginning", () => {
    const two = selectRange(toggleOne(nobody, "b", loaded), "c", loaded)

    expect(idsOf(selectRange(two, "d", loaded))).toEqual(["b", "c", "d"])
  })

  test("begins a range at the row itself when its beginning is no longer listed", () => {
    const gone: Selection = { kind: "ids", ids: new Set(), anchor: "z" }

    expect(idsOf(selectRange(gone, "c", loaded))).toEqual(["c"])
  })

  test("of everybody who matches counts whom nobody has loaded", () => {
    expect(selectedCount({ kind: "matching" }, 1284)).toBe(1284)
    expect(isSelected({ kind: "matching" }, "z")).toBe(true)
  })

  test("of everybody without one is the loaded ones without that one", () => {
    expect(idsOf(toggleOne({ kind: "matching" }, "b", loaded))).toEqual(["a", "c", "d", "e"])
  })

  test("takes all that are listed, and none the second time", () => {
    const all = toggleAll(nobody, loaded)

    expect(idsOf(all)).toEqual(loaded)
    expect(idsOf(toggleAll(all, loaded))).toEqual([])
    expect(idsOf(toggleAll({ kind: "matching" }, loaded))).toEqual([])
  })

  test("holds no more ids than one request takes", () => {
    const many = Array.from({ length: mostIds + 5 }, (_, index) => `id${index}`)

    expect(selectedCount(toggleAll(nobody, many), 0)).toBe(mostIds)
    expect(selectedCount(selectRange(toggleOne(nobody, "id0", many), `id${mostIds + 3}`, many), 0)).toBe(
      mostIds,
    )
  })
})
