import { expect, test } from "vitest"
import { groupEvents } from "./event-group"

const now = new Date("2027-05-01T00:00:00Z")

function event(name: string, month: string, state: { publishedAt?: Date; archivedAt?: Date } = {}) {
  return {
    name,
    startsAt: new Date(`2027-${month}-10T08:00:00Z`),
    endsAt: new Date(`2027-${month}-11T16:00:00Z`),
    publishedAt: state.publishedAt ?? null,
    archivedAt: state.archivedAt ?? null,
  }
}

test("events are grouped by who can see them and when they are, the nearest first", () => {
  const published = { publishedAt: now }

  const groups = groupEvents(
    [
      event("later", "09", published),
      event("soon", "05", published),
      event("long ago", "01", published),
      event("lately", "04", published),
      event("draft", "07"),
      event("old draft", "02"),
      event("put away", "06", { ...published, archivedAt: now }),
    ],
    now,
  )

  expect(groups.map((group) => [group.name, ...group.events.map(({ name }) => name)])).toEqual([
    ["upcoming", "soon", "later"],
    ["drafts", "old draft", "draft"],
    ["past", "lately", "long ago"],
    ["archived", "put away"],
  ])
})

test("an event that ends at this moment is past", () => {
  const ends = { ...event("now", "05", { publishedAt: now }), endsAt: now }

  expect(groupEvents([ends], now).map(({ name }) => name)).toEqual(["past"])
})

test("a group without events is left out", () => {
  expect(groupEvents([event("draft", "07")], now).map(({ name }) => name)).toEqual(["drafts"])
  expect(groupEvents([], now)).toEqual([])
})
