import { describe, expect, test } from "vitest"
import { noFilter } from "@/lib/domain/attendee-query"
import { exportHref, isFiltered, listSearch, nextSort, toggleFacet, withoutFilter } from "./list-address"

describe("the list's address", () => {
  test("says nothing of a list as it is at first", () => {
    expect(listSearch(noFilter)).toBe("")
  })

  test("keeps columns readable, and says whose drawer is open", () => {
    const query = { ...noFilter, search: "a & b" }

    const address = listSearch(query, { cols: "name:240,answer.diet", attendee: "7b1" })

    expect(address).toBe("?q=a+%26+b&cols=name:240,answer.diet&a=7b1")
  })

  test("takes a filter's value away again, and the filter with its last one", () => {
    const one = toggleFacet(noFilter, "status", "registered")
    const two = toggleFacet(one, "status", "pending")

    expect(listSearch(two)).toBe("?status=registered&status=pending")
    expect(listSearch(toggleFacet(two, "status", "registered"))).toBe("?status=pending")
    expect(toggleFacet(one, "status", "registered")).toEqual(noFilter)
  })

  test("sorts upwards first, and the other way round the second time", () => {
    const byName = nextSort(noFilter, "name")

    expect(listSearch(byName)).toBe("?sort=name")
    expect(listSearch(nextSort(byName, "name"))).toBe("?sort=-name")
  })

  test("of a cleared filter keeps the order", () => {
    const query = { ...nextSort(noFilter, "email"), search: "ana", registeredFrom: "2027-03-01" }

    expect(isFiltered(query)).toBe(true)
    expect(listSearch(withoutFilter(query))).toBe("?sort=email")
  })

  test("of an export names filter, order and columns, without widths", () => {
    const query = { ...nextSort(noFilter, "name"), search: "ana" }

    const href = exportHref("field-notes", query, [{ key: "name", width: 300 }, { key: "answer.diet" }])

    expect(href).toBe("/organizer/field-notes/exports?q=ana&sort=name&cols=name,answer.diet")
  })
})
