import { readFile } from "node:fs/promises"
import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { erasedOn, newEventSchema, placesLeft, questionsAt } from "./event"

const at = (text: string) => new Date(text)

test.each([
  [null, 1_000, null],
  [10, 0, 10],
  [10, 10, 0],
  [10, 12, 0],
])("a capacity of %s with %i taken leaves %s", (capacity, taken, left) => {
  expect(placesLeft({ capacity, taken, waiting: 0 })).toBe(left)
})

const description = {
  slug: "field-notes",
  title: "Field Notes",
  host: "Northside",
  description: "",
  startsAt: "2027-05-14T09:00:00+02:00",
  endsAt: "2027-05-14T17:30:00+02:00",
  timeZone: "Europe/Berlin",
  venueName: "Hall B",
  organization: { name: "Northside", id: "7" },
  terms: "Be kind.",
}

function refusedFields(change: object) {
  const result = newEventSchema.safeParse({ ...description, ...change })
  return result.error?.issues.map(({ path }) => path[0]) ?? []
}

describe("an event's description", () => {
  test("is what the example in the documentation shows", async () => {
    const example = JSON.parse(await readFile("docs/event.example.json", "utf8"))

    expect(newEventSchema.safeParse(example).error).toBeUndefined()
  })

  test("is read with its defaults and with instants", () => {
    expect(newEventSchema.parse(description)).toMatchObject({
      startsAt: at("2027-05-14T07:00:00Z"),
      capacity: null,
      registrationOpensAt: null,
      questions: [],
    })
  })

  test.each([
    ["a slug with spaces", { slug: "Field Notes" }, "slug"],
    ["a slug that climbs", { slug: "../x" }, "slug"],
    ["a slug that ends with a hyphen", { slug: "field-" }, "slug"],
    ["a slug with two hyphens between words", { slug: "field--notes" }, "slug"],
    ["the slug of the page that adds an event", { slug: "new" }, "slug"],
    ["no title", { title: "  " }, "title"],
    ["a time without its offset", { doorsAt: "2027-05-14T08:30:00" }, "doorsAt"],
    ["an end before the start", { endsAt: "2027-05-14T08:00:00+02:00" }, "endsAt"],
    ["an end at the start", { endsAt: description.startsAt }, "endsAt"],
    ["a zone nobody knows", { timeZone: "Europe/Atlantis" }, "timeZone"],
    ["no places at all", { capacity: 0 }, "capacity"],
    ["half a place", { capacity: 1.5 }, "capacity"],
    ["a hue beyond the circle", { hue: 360 }, "hue"],
    ["no terms", { terms: " " }, "terms"],
    ["a host of spaces", { host: " " }, "host"],
    ["a venue of spaces", { venueName: " " }, "venueName"],
    ["an address of spaces", { venueAddress: " " }, "venueAddress"],
    ["an organization without a name", { organization: { name: "", id: "7" } }, "organization"],
    ["an organization without an id", { organization: { name: "Northside", id: "" } }, "organization"],
  ])("with %s is refused", (_, change, field) => {
    expect(refusedFields(change)).toEqual([field])
  })

  test.each(["summit", "field-notes", "2027-05-14-summit"])("may have the slug %s", (slug) => {
    expect(refusedFields({ slug })).toEqual([])
  })

  test.each([
    ["slug", 80],
    ["title", 120],
    ["host", 120],
    ["description", 20_000],
    ["venueName", 200],
    ["venueAddress", 300],
    ["terms", 20_000],
  ])("has a %s of %i characters at most", (field, most) => {
    expect(refusedFields({ [field]: "a".repeat(most) })).toEqual([])
    expect(refusedFields({ [field]: "a".repeat(most + 1) })).toEqual([field])
  })

  test.each([
    ["title", 120],
    ["description", 20_000],
    ["venueName", 200],
    ["terms", 20_000],
  ])("has a translated %s of %i characters at most", (field, most) => {
    const translated = (text: string) => refusedFields({ translations: { es: { [field]: text } } })

    expect(translated("")).toEqual([])
    expect(translated("a".repeat(most))).toEqual([])
    expect(translated("a".repeat(most + 1))).toEqual(["translations"])
  })

  test.each([
    ["capacity", 1, 10_000_000],
    ["hue", 0, 359],
    ["retentionDays", 1, 3650],
    ["revision", 0, 1_000],
  ])("has a %s from %i on", (field, least, most) => {
    expect(refusedFields({ [field]: least - 1 })).toEqual([field])
    expect(refusedFields({ [field]: least })).toEqual([])
    expect(refusedFields({ [field]: most })).toEqual([])
  })

  test.each([
    ["capacity", 10_000_000],
    ["hue", 359],
    ["retentionDays", 3650],
  ])("has a %s of %i at most", (field, most) => {
    expect(refusedFields({ [field]: most + 1 })).toEqual([field])
  })

  test.each(["title", "host", "venueName", "venueAddress", "terms"])(
    "loses the spaces around its %s",
    (field) => {
      expect(newEventSchema.parse({ ...description, [field]: " Hall B\n" })).toMatchObject({
        [field]: "Hall B",
      })
    },
  )
})

test("answers are erased so many days of 24 hours after the end", () => {
  expect(erasedOn({ endsAt: at("2027-05-14T15:30:00Z"), retentionDays: 30 })).toEqual(
    at("2027-06-13T15:30:00Z"),
  )
})

test("questions are asked at their stage, in order", () => {
  const question = (key: string, stage: "registration" | "profile") => ({
    ...{ id: key, key, label: key, hint: null, type: "short_text" as const, required: false, options: [] },
    stage,
    field: "city" as const,
    why: null,
    needBy: null,
    showIf: null,
    atDoor: false,
    translations: {},
  })
  const event = {
    ...testEvent(),
    questions: [question("a", "profile"), question("b", "registration"), question("c", "profile")],
  }

  expect(questionsAt(event, "profile").map(({ key }) => key)).toEqual(["a", "c"])
})
