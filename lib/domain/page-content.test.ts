import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import {
  emptyPageContent,
  localiseContent,
  moveSessions,
  type Session,
  sessionsByDay,
  warnOfSessions,
} from "./page-content"

const berlin = "Europe/Berlin"

function session(changed: Partial<Session> = {}): Session {
  return {
    id: "a",
    startsAt: new Date("2027-05-14T08:00:00Z"),
    endsAt: new Date("2027-05-14T09:00:00Z"),
    title: "Opening",
    room: "Hall B",
    speakerIds: [],
    text: "",
    revision: 0,
    translations: {},
    ...changed,
  }
}

const period = (startsAt: string, endsAt: string, timeZone = berlin) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  timeZone,
})
const mayDay = period("2027-05-14T07:00:00Z", "2027-05-14T15:30:00Z")

describe("moveSessions", () => {
  test("takes the sessions along with the event's days, at their time of day, across a change of clocks", () => {
    const [moved] = moveSessions([session()], mayDay, period("2027-11-20T08:00:00Z", "2027-11-20T16:30:00Z"))

    expect(moved).toMatchObject({
      startsAt: new Date("2027-11-20T09:00:00Z"),
      endsAt: new Date("2027-11-20T10:00:00Z"),
      revision: 1,
    })
  })

  test("leaves them where they are when only the time of day changes, or the event only becomes longer", () => {
    const sessions = [session()]

    expect(moveSessions(sessions, mayDay, period("2027-05-14T08:00:00Z", "2027-05-14T15:30:00Z"))).toBe(
      sessions,
    )
    expect(moveSessions(sessions, mayDay, period("2027-05-13T07:00:00Z", "2027-05-14T15:30:00Z"))).toBe(
      sessions,
    )
  })

  test("keeps them on the event's clocks when its time zone is another", () => {
    const [moved] = moveSessions(
      [session()],
      mayDay,
      period("2027-05-14T08:00:00Z", "2027-05-14T16:30:00Z", "Europe/London"),
    )

    expect(moved?.startsAt).toEqual(new Date("2027-05-14T09:00:00Z"))
  })

  test("finds a time for one that falls into an hour that clocks skip", () => {
    const early = session({
      startsAt: new Date("2027-03-27T01:30:00Z"),
      endsAt: new Date("2027-03-27T02:00:00Z"),
    })
    const [moved] = moveSessions(
      [early],
      period("2027-03-27T01:00:00Z", "2027-03-27T08:00:00Z"),
      period("2027-03-28T01:00:00Z", "2027-03-28T07:00:00Z"),
    )

    expect(moved?.startsAt).toEqual(new Date("2027-03-28T01:30:00Z"))
  })

  test("lets none end before it starts where clocks are put forward within it", () => {
    const early = session({
      startsAt: new Date("2027-03-27T01:30:00Z"),
      endsAt: new Date("2027-03-27T02:15:00Z"),
    })
    const [moved] = moveSessions(
      [early],
      period("2027-03-27T01:00:00Z", "2027-03-27T08:00:00Z"),
      period("2027-03-28T01:00:00Z", "2027-03-28T07:00:00Z"),
    )

    expect(moved?.startsAt).toEqual(new Date("2027-03-28T01:30:00Z"))
    expect(moved?.endsAt).toEqual(new Date("2027-03-28T02:15:00Z"))
  })
})

describe("warnOfSessions", () => {
  const warn = (...sessions: Session[]) => warnOfSessions({ ...emptyPageContent, sessions }, testEvent())

  test("points at two sessions that share a room and a time, whatever the case of its name", () => {
    const other = session({
      id: "b",
      title: "Tools",
      room: "hall b ",
      startsAt: new Date("2027-05-14T08:59:00Z"),
    })

    expect([...warn(session(), { ...other, endsAt: new Date("2027-05-14T09:30:00Z") })]).toEqual([
      ["a", [{ kind: "same_room", title: "Tools" }]],
      ["b", [{ kind: "same_room", title: "Opening" }]],
    ])
  })

  test("has nothing to say of sessions that follow each other, are in other rooms, or have none", () => {
    const next = session({
      id: "b",
      startsAt: new Date("2027-05-14T09:00:00Z"),
      endsAt: new Date("2027-05-14T10:00:00Z"),
    })

    expect(warn(session(), next).size).toBe(0)
    expect(warn(session(), session({ id: "b", room: "Foyer" })).size).toBe(0)
    expect(warn(session({ room: null }), session({ id: "b", room: null })).size).toBe(0)
  })

  test("points at one that is outside the event; from the opening of the doors on it is inside", () => {
    const atDoors = session({ startsAt: new Date("2027-05-14T06:30:00Z") })

    expect(warn(atDoors).size).toBe(0)
    expect(warn(session({ endsAt: new Date("2027-05-14T15:31:00Z") })).get("a")).toEqual([
      { kind: "outside" },
    ])
  })
})

test("content is shown in a language the event is offered in, and otherwise in its own", () => {
  const content = {
    ...emptyPageContent,
    sessions: [session({ translations: { es: { title: "Apertura" }, pt: { title: "Abertura" } } })],
  }
  const title = (language: string) => localiseContent(content, language, ["en", "es"]).sessions[0]?.title

  expect(["en", "es", "pt"].map(title)).toEqual(["Opening", "Apertura", "Opening"])
})

test("sessions come under the days they begin on where the event is", () => {
  const late = session({ id: "b", startsAt: new Date("2027-05-14T22:30:00Z") })

  expect(sessionsByDay([session(), late], berlin).map(([day, { length }]) => [day, length])).toEqual([
    ["2027-05-14", 1],
    ["2027-05-15", 1],
  ])
})
