import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { type EventPlan, isMoved, newsFor, planIn, planOf } from "./event-news"

const plan = (overrides: Partial<EventPlan> = {}): EventPlan => ({ ...planOf(testEvent()), ...overrides })
const later = plan({ startsAt: new Date("2027-05-14T08:00:00Z") })
const elsewhere = plan({ venueName: "Hall C" })
const off = plan({ isCancelled: true })

describe("an event is moved", () => {
  test.each<[string, Partial<EventPlan>]>([
    ["when its start is", { startsAt: new Date("2027-05-14T08:00:00Z") }],
    ["when its end is", { endsAt: new Date("2027-05-14T18:00:00Z") }],
    ["when its doors open at another time, or no more", { doorsAt: null }],
    ["when its clocks are others", { timeZone: "Europe/Lisbon" }],
    ["when its venue is another", { venueName: "Hall C" }],
    ["when its address is another", { venueAddress: null }],
    ["when its venue has another name in one language", { venueNames: { es: "Sala C" } }],
  ])("%s", (_, change) => {
    expect(isMoved(plan(), plan(change))).toBe(true)
  })

  test("not when it is cancelled, nor when only another language is offered", () => {
    const translations = { es: { title: "Cumbre", venueName: "Sala B" }, pt: { venueName: "Salão B" } }

    expect(isMoved(plan(), off)).toBe(false)
    expect(isMoved(planOf(testEvent({ translations })), planOf(testEvent({ translations })))).toBe(false)
    expect(planOf({ ...testEvent({ translations }), languages: ["en", "es"] }).venueNames).toEqual({
      es: "Sala B",
    })
  })
})

test("a plan is read in one language, in that of the event where there is no other", () => {
  const both = plan({ venueNames: { es: "Sala B" } })

  expect(planIn(both, "es").venueName).toBe("Sala B")
  expect(planIn(both, "pt").venueName).toBe("Kraftwerk, Hall B")
  expect(isMoved(planIn(both, "pt"), planIn(plan({ venueNames: { es: "Sala C" } }), "pt"))).toBe(false)
})

describe("what somebody is told", () => {
  test.each<[string, EventPlan[], EventPlan, ReturnType<typeof newsFor>]>([
    ["nothing who knows how things are", [plan()], plan(), null],
    ["that it is cancelled", [plan()], off, { kind: "cancelled" }],
    [
      "that once, though it is moved as well",
      [plan()],
      { ...later, isCancelled: true },
      { kind: "cancelled" },
    ],
    ["nothing more of what is cancelled", [off], { ...later, isCancelled: true }, null],
    ["once more where the mail may have been lost", [plan(), off], off, { kind: "cancelled" }],
    ["that it takes place after all", [off], later, { kind: "reinstated" }],
    ["the same where they may have heard of it", [plan(), off], plan(), { kind: "reinstated" }],
    ["nothing of what was taken back before they heard", [plan()], plan(), null],
    ["what is different from what they know", [plan()], later, { kind: "moved", before: plan() }],
    ["that, whatever a lost mail said", [plan(), elsewhere], later, { kind: "moved", before: plan() }],
    [
      "that it is back where it was, if they heard otherwise",
      [plan(), later],
      plan(),
      { kind: "moved", before: later },
    ],
  ])("%s", (_, known, now, expected) => {
    expect(newsFor(known, now)).toEqual(expected)
  })
})
