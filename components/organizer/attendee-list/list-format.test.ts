import { createTranslator } from "next-intl"
import { describe, expect, test } from "vitest"
import { noFilter } from "@/lib/domain/attendee-query"
import { loadMessages } from "@/lib/i18n/messages"
import { filterParts } from "./filter-parts"
import { createListFormat } from "./list-format"

const berlin = createListFormat("en", "Europe/Berlin")

const t = createTranslator({ locale: "en", messages: loadMessages("en"), namespace: "list" })
const ofFilter = createTranslator({ locale: "en", messages: loadMessages("en"), namespace: "list.filter" })

describe("the list's sentences", () => {
  test("fill in what somebody typed as it is typed", () => {
    expect(t("none.search", { search: "{search} $& $1" })).toBe("“{search} $& $1”")
  })

  test("have the plural of the number", () => {
    expect(t("count.shown", { shown: "1", total: 1 })).toBe("1 of 1 attendee")
    expect(t("count.shown", { shown: "37", total: 1284 })).toBe("37 of 1,284 attendees")
  })

  test("say times in the event's zone, whatever the reader's", () => {
    expect(berlin.instant("2027-03-12T08:10:00.000Z")).toBe("12 Mar 09:10")
    expect(createListFormat("en", "Asia/Tokyo").instant("2027-03-12T08:10:00.000Z")).toBe("12 Mar 17:10")
  })

  test("name every filter with its values, and lead to the list without it", () => {
    const options = [{ value: "under_half", label: "under 50%" }]
    const setting = { columns: [], facets: [{ name: "profile", label: "Profile", options }], format: berlin }
    const query = { ...noFilter, facets: { profile: ["under_half"] }, registeredTo: "2027-03-14" }

    const parts = filterParts(query, setting, ofFilter)

    expect(parts.map(({ label }) => label)).toEqual(["Profile: under 50%", "Registered until 14 Mar 2027"])
    expect(parts[0]?.without(query).facets).toEqual({})
    expect(parts[1]?.without(query).registeredTo).toBeNull()
  })

  test("name three of many values, and take all of them away at once", () => {
    const values = ["a", "b", "c", "d", "e"]
    const options = values.map((value) => ({ value, label: value.toUpperCase() }))
    const setting = { columns: [], facets: [{ name: "home", label: "Home", options }], format: berlin }
    const query = { ...noFilter, facets: { home: values }, traits: { country: "PT,ES,FR,IT" } }

    const parts = filterParts(query, setting, ofFilter)

    expect(parts.map(({ label }) => label)).toEqual([
      "Home: A, B, C +2",
      "Country: Portugal, Spain, France +1",
    ])
    expect(parts[0]?.without(query).facets).toEqual({})
  })
})
