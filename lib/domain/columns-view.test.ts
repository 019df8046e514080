import { describe, expect, test } from "vitest"
import {
  allowedView,
  defaultView,
  moveColumn,
  parseView,
  resizeColumn,
  toggleColumn,
  viewText,
} from "./columns-view"

const keys = ["name", "email", "status", "completion", "registered", "code", "answer.diet"]

describe("a view of columns", () => {
  test("begins with what tells people apart", () => {
    expect(viewText(defaultView(keys))).toBe("name,email,status,completion,registered")
  })

  test("reads what it wrote, widths included", () => {
    const text = "name:240,answer.diet,email:180"

    expect(viewText(parseView(text, keys).view)).toBe(text)
  })

  test("names the columns of an address that are not there, and keeps the others", () => {
    const { view, unknown } = parseView("name,answer.shoe,email:wide,email", keys)

    expect(viewText(view)).toBe("name,email")
    expect(unknown).toEqual(["answer.shoe"])
  })

  test("has no name for what stands between two commas", () => {
    expect(parseView("name,,email,", keys)).toEqual({
      view: [{ key: "name" }, { key: "email" }],
      unknown: [],
    })
  })

  test.each(["email:12345", "email:a99", "email:x12345", "email:99px", "email:"])(
    "reads no width from %s",
    (text) => {
      expect(parseView(`name,${text}`, keys)).toEqual({
        view: [{ key: "name" }, { key: "email" }],
        unknown: [],
      })
    },
  )

  test("changes the width of one column alone", () => {
    const view = [{ key: "name" }, { key: "email", width: 180 }]

    expect(viewText(resizeColumn(view, "name", 200))).toBe("name:200,email:180")
  })

  test("holds widths within bounds", () => {
    expect(viewText(parseView("name:1,email:9999", keys).view)).toBe("name:72,email:640")
    expect(viewText(resizeColumn([{ key: "name" }], "name", 120.4))).toBe("name:120")
  })

  test("forgets a column whose question is gone, and never loses the name", () => {
    expect(allowedView([{ key: "answer.gone" }, { key: "email" }], keys)).toEqual([
      { key: "name" },
      { key: "email" },
    ])
  })

  test("hides and shows columns, except the name", () => {
    expect(viewText(toggleColumn([{ key: "name" }, { key: "email" }], "email"))).toBe("name")
    expect(viewText(toggleColumn([{ key: "name" }], "code"))).toBe("name,code")
    expect(viewText(toggleColumn([{ key: "name" }], "name"))).toBe("name")
  })

  test.each([
    ["email", -1, "email,name,code"],
    ["email", 1, "name,code,email"],
    ["name", -1, "name,email,code"],
    ["code", 5, "name,email,code"],
    ["nowhere", 1, "name,email,code"],
  ])("moves %s by %i", (key, steps, moved) => {
    const view = [{ key: "name" }, { key: "email" }, { key: "code" }]

    expect(viewText(moveColumn(view, key, steps))).toBe(moved)
  })
})
