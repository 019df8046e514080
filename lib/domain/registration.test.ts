import { describe, expect, test } from "vitest"
import {
  afterMiss,
  backoffMs,
  begunAttempt,
  type CreateAttempt,
  freshAttempt,
  isOff,
  type Journal,
  lookUpFirst,
  lookupGapMs,
  nextEffect,
  type Person,
  resumableStep,
} from "./registration"

const now = new Date("2027-01-10T12:00:00Z")
const ago = (ms: number) => new Date(now.getTime() - ms)
const settleMs = 90_000

function journal(overrides: Partial<Journal> = {}): Journal {
  return { id: "r", step: "accepted", gateExtraId: null, extraAttempt: freshAttempt, ...overrides }
}

function person(overrides: Partial<Person> = {}): Person {
  return {
    id: "p",
    email: "ana@example.org",
    gateUsername: "ana@example.org",
    gateUserId: null,
    userAttempt: freshAttempt,
    ...overrides,
  }
}

const started = (overrides: Partial<CreateAttempt> = {}): CreateAttempt => ({
  ...freshAttempt,
  startedAt: ago(settleMs),
  ...overrides,
})

describe("the next effect", () => {
  test.each<[string, CreateAttempt, string]>([
    ["nothing tried yet", freshAttempt, "create"],
    ["GATE to be asked first", lookUpFirst, "find"],
    ["an outcome not known", started(), "find"],
    ["an outcome not known, asked for first or not", started({ lookupDue: true }), "find"],
    ["one miss a moment ago", started({ notFound: 1, notFoundAt: ago(lookupGapMs - 1) }), "wait"],
    ["one miss long enough ago", started({ notFound: 1, notFoundAt: ago(lookupGapMs) }), "find"],
    ["two misses", started({ notFound: 2, notFoundAt: now }), "create"],
  ])("with %s", (_, attempt, expected) => {
    const user = nextEffect(journal(), person({ userAttempt: attempt }), now)
    const extra = nextEffect(
      journal({ step: "user_created", extraAttempt: attempt }),
      person({ gateUserId: "1" }),
      now,
    )

    expect(user.kind).toBe(expected === "wait" ? "wait" : `${expected}_user`)
    expect(extra.kind).toBe(expected === "wait" ? "wait" : `${expected}_extra`)
  })

  test("waits until the gap between two look-ups is over", () => {
    const userAttempt = started({ notFound: 1, notFoundAt: now })

    expect(nextEffect(journal(), person({ userAttempt }), now)).toEqual({
      kind: "wait",
      until: new Date(now.getTime() + lookupGapMs),
    })
  })

  test("links a user that another registration of the person has made", () => {
    expect(nextEffect(journal(), person({ gateUserId: "1" }), now)).toEqual({ kind: "link_user" })
  })

  test("brings a record that is there already up to date", () => {
    const known = journal({ step: "user_created", gateExtraId: "5", extraAttempt: lookUpFirst })

    expect(nextEffect(known, person({ gateUserId: "1" }), now)).toEqual({
      kind: "update_extra",
      extraId: "5",
    })
  })

  test.each(["finished", "needs_attention", "cancelled", "removed"] as const)(
    "of a %s registration is nothing",
    (step) => {
      expect(nextEffect(journal({ step }), person({ userAttempt: lookUpFirst }), now)).toEqual({
        kind: "nothing",
      })
    },
  )
})

test("a POST that is about to be sent is asked for before another one, and what earlier ones missed is forgotten", () => {
  const userAttempt = begunAttempt(now)

  expect(userAttempt).toEqual({ startedAt: now, notFound: 0, notFoundAt: null, lookupDue: false })
  expect(nextEffect(journal(), person({ userAttempt }), now)).toEqual({ kind: "find_user" })
})

describe("a registration that is wanted again", () => {
  test.each([
    ["goes on with the account where GATE has none", { gateUserId: null }, {}, "accepted"],
    ["goes on with the record where GATE has the account", { gateUserId: "1" }, {}, "user_created"],
    [
      "goes on with the record where GATE has not all of it",
      { gateUserId: "1" },
      { gateExtraId: "5" },
      "user_created",
    ],
    [
      "is finished where GATE had everything",
      { gateUserId: "1" },
      { gateExtraId: "5", finishedAt: ago(1) },
      "finished",
    ],
    [
      "goes on with the record where that was deleted in GATE",
      { gateUserId: "1" },
      { gateExtraId: null, finishedAt: ago(1) },
      "user_created",
    ],
    [
      "is not made anew once its answers were erased",
      { gateUserId: "1" },
      { gateExtraId: "5", finishedAt: ago(2), erasedAt: ago(1) },
      "removed",
    ],
  ])("%s", (_, gatePerson, known, step) => {
    const registration = { gateExtraId: null, finishedAt: null, erasedAt: null, ...known }

    expect(resumableStep(registration, gatePerson)).toBe(step)
  })
})

describe("after a look-up that found nothing", () => {
  test("a first POST may follow at once", () => {
    expect(afterMiss(lookUpFirst, now, settleMs)).toEqual({ attempt: freshAttempt, retryAt: now })
  })

  test("before the settle time it counts for nothing", () => {
    const attempt = started({ startedAt: ago(settleMs - 1) })

    expect(afterMiss(attempt, now, settleMs)).toEqual({ attempt, retryAt: new Date(now.getTime() + 1) })
  })

  test("after the settle time it counts, and the next is two seconds away", () => {
    const { attempt, retryAt } = afterMiss(started(), now, settleMs)

    expect(attempt).toEqual(started({ notFound: 1, notFoundAt: now }))
    expect(retryAt).toEqual(new Date(now.getTime() + 2_000))
  })

  test("the second one is believed", () => {
    const { attempt, retryAt } = afterMiss(
      started({ notFound: 1, notFoundAt: ago(lookupGapMs) }),
      now,
      settleMs,
    )

    expect(nextEffect(journal(), person({ userAttempt: attempt }), now).kind).toBe("create_user")
    expect(retryAt).toEqual(now)
  })
})

describe("backing off", () => {
  test.each([
    [1, 1_000, 2_000],
    [2, 2_000, 4_000],
    [5, 4_000, 8_000],
    [12, 4_000, 8_000],
    [13, 150_000, 300_000],
    [1_000_000, 150_000, 300_000],
  ])("after attempt %i waits %i to %i ms", (attempts, least, most) => {
    expect(backoffMs(attempts, () => 0)).toBe(least)
    expect(backoffMs(attempts, () => 1)).toBe(most)
  })
})

test.each([
  ["is under way", { step: "accepted", erasedAt: null }, null, false],
  ["is finished", { step: "finished", erasedAt: null }, null, false],
  ["was cancelled", { step: "cancelled", erasedAt: null }, null, true],
  ["was deleted in GATE", { step: "removed", erasedAt: null }, null, true],
  ["was emptied by its own person, who keeps the ticket", { step: "removed", erasedAt: now }, null, false],
  ["is for an event that is cancelled", { step: "finished", erasedAt: null }, now, true],
] as const)("calendars of a registration that %s", (_, registration, cancelledAt, expected) => {
  expect(isOff(registration, { cancelledAt })).toBe(expected)
})
