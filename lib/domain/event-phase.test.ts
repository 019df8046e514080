import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import {
  type EventPhase,
  eventPhase,
  eventPhases,
  type PhasedEvent,
  refusalIn,
  type TicketPhase,
  ticketPhase,
} from "./event-phase"

const at = (text: string) => new Date(text)
const opens = at("2027-03-01T08:00:00Z")
const closes = at("2027-05-01T00:00:00Z")
const { endsAt } = testEvent()
const justBefore = (moment: Date) => new Date(moment.getTime() - 1)

describe("the phase of an event", () => {
  test.each<[string, Partial<PhasedEvent>, Date, EventPhase]>([
    ["before it opens", { registrationOpensAt: opens }, justBefore(opens), "not_open"],
    ["at the moment it opens", { registrationOpensAt: opens }, opens, "open"],
    ["without a window", {}, opens, "open"],
    ["a moment before it closes", { registrationClosesAt: closes }, justBefore(closes), "open"],
    ["at the moment it closes", { registrationClosesAt: closes }, closes, "closed"],
    ["while the event runs", {}, justBefore(endsAt), "open"],
    ["when the event has ended", {}, endsAt, "past"],
    ["full and ended", { capacity: 5, taken: 5 }, endsAt, "past"],
    ["ended and open for ever", { registrationClosesAt: new Date(endsAt.getTime() + 1) }, endsAt, "past"],
    ["cancelled", { cancelledAt: opens }, opens, "cancelled"],
    ["cancelled, full and ended", { cancelledAt: opens, capacity: 5, taken: 5 }, endsAt, "cancelled"],
    ["not published", { publishedAt: null }, opens, "draft"],
    ["not published and ended", { publishedAt: null }, endsAt, "draft"],
    ["taken back and cancelled", { publishedAt: null, cancelledAt: opens }, opens, "cancelled"],
    ["published", { publishedAt: opens, archivedAt: null }, opens, "open"],
    ["archived and cancelled", { archivedAt: opens, cancelledAt: opens }, opens, "archived"],
    ["with the last place taken", { capacity: 5, taken: 5 }, opens, "full"],
    ["with one place left", { capacity: 5, taken: 4 }, opens, "open"],
    ["full and closed", { capacity: 5, taken: 5, registrationClosesAt: closes }, closes, "closed"],
    [
      "full and not open",
      { capacity: 5, taken: 5, registrationOpensAt: opens },
      justBefore(opens),
      "not_open",
    ],
  ])("%s", (_, overrides, now, expected) => {
    expect(eventPhase({ ...testEvent(), ...overrides }, now)).toBe(expected)
  })
})

test("every phase but the open one has its refusal", () => {
  expect(Object.keys(refusalIn).sort()).toEqual(eventPhases.filter((phase) => phase !== "open").sort())
})

// 14 May 2027, 9:00 to 17:30 in Berlin.
test.each<[string, Partial<PhasedEvent>, string, TicketPhase]>([
  ["the evening before", {}, "2027-05-13T21:59:59Z", "ahead"],
  ["after midnight where it is", {}, "2027-05-13T22:00:00Z", "today"],
  [
    "while it runs, full and closed",
    { capacity: 5, taken: 5, registrationClosesAt: closes },
    "2027-05-14T10:00:00Z",
    "today",
  ],
  ["when it has ended", {}, "2027-05-14T15:30:00Z", "over"],
  ["archived before it begins", { archivedAt: opens }, "2027-05-13T12:00:00Z", "ahead"],
  ["archived afterwards", { archivedAt: opens }, "2027-05-15T12:00:00Z", "over"],
  ["cancelled", { cancelledAt: opens }, "2027-05-14T10:00:00Z", "cancelled"],
])("the ticket of an event %s", (_, overrides, now, expected) => {
  expect(ticketPhase({ ...testEvent(), ...overrides }, at(now))).toBe(expected)
})
