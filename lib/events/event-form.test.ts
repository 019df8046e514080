import { expect, test } from "vitest"
import { typedEvent } from "@/lib/testing/editor"
import { eventFieldNames, eventValues, parseEventValues } from "./event-form"
import { type FormValues, mergeEdit } from "./merge-edit"

const supported = ["en", "es", "pt", "ar"]

function parse(overrides: FormValues) {
  const submitted = typedEvent(overrides)
  const { values } = mergeEdit(eventFieldNames(supported), { seen: {}, current: {}, submitted })
  return parseEventValues(values, { supported })
}

test.each<[string, FormValues, Record<string, object>]>([
  ["an end before the start", { ends_at: ["2027-06-05T09:00"] }, { ends_at: { code: "ends_before_start" } }],
  ["an end at the start", { ends_at: ["2027-06-05T10:00"] }, { ends_at: { code: "ends_before_start" } }],
  ["doors after the start", { doors_at: ["2027-06-05T10:30"] }, { doors_at: { code: "doors_after_start" } }],
  [
    "a registration that closes before it opens",
    { registration_opens_at: ["2027-05-02T00:00"], registration_closes_at: ["2027-05-01T00:00"] },
    { registration_closes_at: { code: "closes_before_opening" } },
  ],
  [
    "a time that clocks skip",
    { starts_at: ["2027-03-28T02:30"] },
    { starts_at: { code: "time_skipped", text: "2027-03-28 02:30" } },
  ],
  ["no time", { starts_at: [""] }, { starts_at: { code: "required" } }],
  ["no real time", { starts_at: ["soon"] }, { starts_at: { code: "not_a_time", text: "soon" } }],
  ["a zone nobody knows", { time_zone: ["Mars/Olympus"] }, { time_zone: { code: "not_a_time_zone" } }],
  ["a slug with spaces", { slug: ["Lake Day"] }, { slug: { code: "not_a_slug" } }],
  ["the slug of this very page", { slug: ["new"] }, { slug: { code: "slug_reserved" } }],
  ["the slug of the team’s page", { slug: ["team"] }, { slug: { code: "slug_reserved" } }],
  ["half a place", { capacity: ["1.5"] }, { capacity: { code: "not_a_whole_number" } }],
  ["no place", { capacity: ["0"] }, { capacity: { code: "too_small", limit: 1 } }],
  ["too many places", { capacity: ["99999999999"] }, { capacity: { code: "too_large", limit: 10_000_000 } }],
  ["a colour that is none", { hue: ["360"] }, { hue: { code: "too_large", limit: 359 } }],
  ["no retention", { retention_days: ["0"] }, { retention_days: { code: "too_small", limit: 1 } }],
  ["a language we do not speak", { language: ["fr"] }, { language: { code: "required" } }],
  ["a long translation", { title_es: ["x".repeat(121)] }, { title_es: { code: "too_long", limit: 120 } }],
  [
    "an empty form",
    { title: [" "], venue_name: [""], terms: [""], host: [""] },
    {
      title: { code: "required" },
      venue_name: { code: "required" },
      terms: { code: "required" },
      host: { code: "required" },
    },
  ],
])("%s is refused at its field", (_, overrides, issues) => {
  expect(parse(overrides)).toEqual({ ok: false, issues })
})

test.each([
  ["1,200", 1200],
  ["٤٠", 40],
  ["", null],
])("a capacity of “%s” is %s", (typed, expected) => {
  expect(parse({ capacity: [typed] })).toMatchObject({ ok: true, settings: { capacity: expected } })
})

test("what a form shows of an event is read as the same event", () => {
  const first = parse({
    languages: ["ar", "es"],
    title_es: ["Día del lago"],
    terms_ar: ["كونوا لطفاء."],
    doors_at: ["2027-06-05T09:30"],
    venue_address: ["Lake road 1"],
    capacity: [""],
  })
  const settings = first.ok ? first.settings : expect.fail("the event was refused")

  const again = parseEventValues(eventValues(settings, supported), { supported })

  expect(again).toEqual(first)
  expect(settings.languages).toEqual(["en", "es", "ar"])
})

test("a time the form did not change keeps its seconds, and moves with the clocks of another zone", () => {
  const typed = parse({})
  const settings = typed.ok ? typed.settings : expect.fail("the event was refused")
  const current = { ...settings, endsAt: new Date("2027-06-05T15:59:59Z") }
  const values = eventValues(current, supported)

  const same = parseEventValues(values, { supported, current })
  const moved = parseEventValues({ ...values, time_zone: ["America/New_York"] }, { supported, current })

  expect(same).toMatchObject({ settings: { endsAt: current.endsAt } })
  expect(moved).toMatchObject({ settings: { endsAt: new Date("2027-06-05T21:59:00Z") } })
})
