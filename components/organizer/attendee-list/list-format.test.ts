import { describe, expect, test } from "vitest"
import { noFilter } from "@/lib/domain/attendee-query"
import { filterParts } from "./filter-parts"
import { createListFormat, fill } from "./list-format"
import type { ListSetting } from "./list-setting"
import { loadListWords } from "./load-list-words"

const berlin = createListFormat("en", "Europe/Berlin")

async function settingWith(facets: ListSetting["facets"]): Promise<ListSetting> {
  const path = "/organizer/field-notes/attendees"
  const may = { checkIn: true, edit: true }
  return {
    event: "field-notes",
    path,
    columns: [],
    facets,
    words: await loadListWords(),
    format: berlin,
    may,
  }
}

describe("the list's sentences", () => {
  test("leave a place they have no value for as it is", () => {
    expect(fill("{count} of {total}", { count: "3" })).toBe("3 of {total}")
  })

  test("fill in what somebody typed as it is typed", () => {
    expect(fill("“{search}”", { search: "{search} $& $1" })).toBe("“{search} $& $1”")
  })

  test("have the plural of the number", async () => {
    const { count } = await loadListWords()

    expect(berlin.plural(count.shown, 1, { shown: "1", total: "1" })).toBe("1 of 1 attendee")
    expect(berlin.plural(count.shown, 1284, { shown: "37", total: "1,284" })).toBe("37 of 1,284 attendees")
  })

  test("say times in the event's zone, whatever the reader's", () => {
    expect(berlin.instant("2027-03-12T08:10:00.000Z")).toBe("12 Mar 09:10")
    expect(createListFormat("en", "Asia/Tokyo").instant("2027-03-12T08:10:00.000Z")).toBe("12 Mar 17:10")
  })

  test("name every filter with its values, and lead to the list without it", async () => {
    const options = [{ value: "under_half", label: "under 50%" }]
    const setting = await settingWith([{ name: "profile", label: "Profile", options }])
    const query = { ...noFilter, facets: { profile: ["under_half"] }, registeredTo: "2027-03-14" }

    const parts = filterParts(query, setting)

    expect(parts.map(({ label }) => label)).toEqual(["Profile: under 50%", "Registered until 14 Mar 2027"])
    expect(parts[0]?.without(query).facets).toEqual({})
    expect(parts[1]?.without(query).registeredTo).toBeNull()
  })

  test("name three of many values, and take all of them away at once", async () => {
    const values = ["a", "b", "c", "d", "e"]
    const options = values.map((value) => ({ value, label: value.toUpperCase() }))
    const setting = await settingWith([{ name: "home", label: "Home", options }])
    const query = { ...noFilter, facets: { home: values }, traits: { country: "PT,ES,FR,IT" } }

    const parts = filterParts(query, setting)

    expect(parts.map(({ label }) => label)).toEqual([
      "Home: A, B, C +2",
      "Country: Portugal, Spain, France +1",
    ])
    expect(parts[0]?.without(query).facets).toEqual({})
  })
})
