import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { changedSettings, concernsCalendars, type EventSettings, isNewWording } from "./event-settings"

function settings(overrides: Partial<EventSettings> = {}): EventSettings {
  return { ...testEvent(), languages: ["en", "es"], ...overrides }
}

describe("the settings that differ", () => {
  test.each<[string, Partial<EventSettings>, string[]]>([
    ["none", {}, []],
    ["a word", { title: "Another" }, ["title"]],
    ["a time", { startsAt: new Date("2027-05-14T08:00:00Z") }, ["startsAt"]],
    ["the same time once more", { startsAt: new Date("2027-05-14T07:00:00Z") }, []],
    ["something that was there", { doorsAt: null, capacity: null }, ["doorsAt", "capacity"]],
    ["a translation", { translations: { es: { title: "Otra" } } }, ["translations"]],
    ["the order of the languages", { languages: ["es", "en"] }, ["languages"]],
  ])("%s", (_, change, names) => {
    expect(changedSettings(settings(), settings(change))).toEqual(names)
  })

  test("the order in which the database gives translations back is no difference", () => {
    const before = settings({
      translations: { es: { title: "Uno", terms: "Sé amable." }, pt: { title: "Um" } },
    })
    const after = settings({
      translations: { pt: { title: "Um" }, es: { terms: "Sé amable.", title: "Uno" } },
    })

    expect(changedSettings(before, after)).toEqual([])
  })
})

test.each<[keyof EventSettings, boolean]>([
  ["title", true],
  ["startsAt", true],
  ["endsAt", true],
  ["timeZone", true],
  ["venueName", true],
  ["venueAddress", true],
  ["description", false],
  ["doorsAt", true],
  ["capacity", false],
  ["translations", false],
])("people's calendars hear of a change of %s: %s", (name, expected) => {
  expect(concernsCalendars([name])).toBe(expected)
  expect(concernsCalendars(["hue", name])).toBe(expected)
})

describe("a new wording of the terms", () => {
  const spanish = (terms: string) => ({ translations: { es: { title: "Uno", terms } } })

  test.each<[string, Partial<EventSettings>, boolean]>([
    ["in the event's own language is one", { terms: "Be kinder." }, true],
    ["in a translation is one", spanish("Sé amable."), true],
    [
      "in another translation is one",
      { translations: { es: { terms: "Sé bueno." }, pt: { terms: "Olá." } } },
      true,
    ],
    [
      "is none where only other words change",
      { title: "Another", translations: { es: { terms: "Sé bueno." } } },
      false,
    ],
    ["is none where nothing changes", spanish("Sé bueno."), false],
  ])("%s", (_, change, expected) => {
    expect(
      isNewWording(settings(spanish("Sé bueno.")), settings({ ...spanish("Sé bueno."), ...change })),
    ).toBe(expected)
  })
})
