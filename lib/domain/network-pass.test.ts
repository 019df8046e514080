import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import {
  type AccountHistory,
  accessFor,
  closedBalance,
  hasHappened,
  type LivePass,
  missingFor,
  type NetworkRule,
  networkState,
  nextTopUp,
  nextTurn,
  openAccess,
  type PassRow,
  passWindow,
  restoredAccess,
  type ShownAccount,
} from "./network-pass"

const rule: NetworkRule = {
  profiles: ["guest"],
  serviceClass: "basic",
  opensBeforeMinutes: 60,
  closesAfterMinutes: 30,
  timeBalanceSeconds: 3_600,
  networkName: "Summit",
  portalUrl: null,
  tiers: [
    { question: "track", option: "speaker", profiles: ["staff"], serviceClass: "fast" },
    { question: "track", option: "press", profiles: ["press"], serviceClass: null },
  ],
  givenAt: "registration",
}

const now = new Date("2027-05-14T08:00:00Z")
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

const live = (overrides: Partial<LivePass> = {}): LivePass => ({
  registrationId: "a",
  ticketCode: "CODE-A",
  profiles: ["guest"],
  serviceClass: "basic",
  opensAt: minutes(-10),
  closesAt: minutes(60),
  seconds: 3_600,
  grantedSeconds: 0,
  ...overrides,
})

const untouched: ShownAccount = {
  profile: [],
  klass: null,
  expiration: null,
  externalId: null,
  userTime: null,
}

const ours: AccountHistory = { isMadeHere: true, before: untouched, written: [] }
const theirs = (before: Partial<ShownAccount>): AccountHistory => ({
  isMadeHere: false,
  before: { ...untouched, ...before },
  written: [],
})

test("a pass opens before the doors, or before the start where there are none, and closes after the end", () => {
  expect(passWindow(rule, testEvent())).toEqual({
    opensAt: new Date("2027-05-14T05:30:00Z"),
    closesAt: new Date("2027-05-14T16:00:00Z"),
  })
  expect(passWindow(rule, testEvent({ doorsAt: null })).opensAt).toEqual(new Date("2027-05-14T06:00:00Z"))
})

test("the first tier that fits an answer wins, in a multiple choice as well", () => {
  expect(accessFor(rule, {})).toEqual({ profiles: ["guest"], serviceClass: "basic" })
  expect(accessFor(rule, { track: "press,speaker" })).toEqual({ profiles: ["staff"], serviceClass: "fast" })
  expect(accessFor(rule, { track: "press" })).toEqual({ profiles: ["press"], serviceClass: null })
  expect(accessFor(rule, { track: "speakers" })).toEqual({ profiles: ["guest"], serviceClass: "basic" })
})

test("what is missing is a check-in or a complete profile, and a profile counts once", () => {
  const holder = { checkedInAt: null, completion: 50 }
  expect(missingFor({ givenAt: "registration" }, holder, false)).toBeNull()
  expect(missingFor({ givenAt: "check_in" }, holder, true)).toBe("check_in")
  expect(missingFor({ givenAt: "check_in" }, { ...holder, checkedInAt: now }, false)).toBeNull()
  expect(missingFor({ givenAt: "complete" }, holder, false)).toBe("complete")
  expect(missingFor({ givenAt: "complete" }, holder, true)).toBeNull()
  expect(missingFor({ givenAt: "complete" }, { ...holder, completion: 100 }, false)).toBeNull()
})

test("the next turn is the first opening or closing that is still to come", () => {
  const later = live({ opensAt: minutes(30), closesAt: minutes(90) })
  expect(nextTurn([live(), later], now)).toEqual(minutes(30))
  expect(nextTurn([live()], now)).toEqual(minutes(60))
  expect(nextTurn([live({ closesAt: now })], now)).toBeNull()
})

describe("two passes that are open", () => {
  const other = live({
    registrationId: "b",
    ticketCode: "CODE-B",
    profiles: ["staff", "guest"],
    serviceClass: "fast",
    closesAt: minutes(120),
  })

  test("give the account both profiles, the later end and the ticket that lasts longer", () => {
    expect(openAccess([live(), other], untouched, ours)).toEqual({
      profile: ["guest", "staff"],
      klass: "basic",
      expiration: minutes(120).toISOString(),
      externalId: "CODE-B",
    })
  })

  test("add up their balances, and count what GATE was told already", () => {
    const topUp = nextTopUp([live({ grantedSeconds: 3_600 }), other], { userTime: 100 }, ours, now)
    expect(topUp).toMatchObject({ base: 100, target: 3_700, granted: { a: 3_600, b: 3_600 } })
    const told = [live({ grantedSeconds: 3_600 }), { ...other, grantedSeconds: 3_600 }]
    expect(nextTopUp(told, { userTime: 100 }, ours, now)).toBeNull()
  })

  test("are unlimited when one of them is", () => {
    const open = [live(), { ...other, seconds: null }]
    expect(nextTopUp(open, { userTime: 100 }, ours, now)).toMatchObject({ target: null })
    expect(nextTopUp(open, { userTime: null }, ours, now)).toBeNull()
  })
})

describe("an account that Gatehouse did not make", () => {
  test("keeps its profiles, class, reference and a later end", () => {
    const end = minutes(10_000).toISOString()
    const shown = { profile: ["member"], klass: "gold", expiration: end, externalId: "CRM-1" }
    expect(openAccess([live()], shown, theirs(shown))).toEqual({ ...shown, profile: ["member", "guest"] })
  })

  test("that never ends does not end with the pass", () => {
    expect(openAccess([live()], untouched, theirs({})).expiration).toBeNull()
  })

  test("whose end is nearer lasts as long as the pass", () => {
    const shown = { ...untouched, expiration: minutes(5).toISOString() }
    expect(openAccess([live()], shown, theirs(shown)).expiration).toBe(minutes(60).toISOString())
  })

  test("is not limited, and what it had of time is not taken", () => {
    expect(nextTopUp([live()], { userTime: null }, theirs({}), now)).toBeNull()
    expect(nextTopUp([live()], { userTime: 50 }, theirs({ userTime: 50 }), now)?.target).toBe(3_650)
    expect(closedBalance(3_650, theirs({ userTime: 50 }))).toBe(50)
    expect(closedBalance(20, theirs({ userTime: 50 }))).toBe(20)
    expect(closedBalance(null, theirs({ userTime: 50 }))).toBe(50)
    expect(closedBalance(null, theirs({}))).toBeNull()
  })
})

test("closing puts back what stood before, and leaves what others changed meanwhile", () => {
  const before = { ...untouched, profile: ["member"], klass: "gold" }
  const written = [
    {
      profile: ["member", "guest"],
      klass: "basic",
      expiration: "2027-05-14T09:00:00.000Z",
      externalId: "CODE-A",
    },
  ]
  const history = { isMadeHere: true, before, written }
  const shown = {
    profile: ["member", "guest", "added"],
    klass: "silver",
    // As GATE writes it.
    expiration: "2027-05-14T09:00:00Z",
    externalId: "CODE-A",
  }
  expect(restoredAccess(shown, history)).toEqual({
    profile: ["member", "added"],
    klass: "silver",
    expiration: null,
    externalId: null,
  })
  expect(closedBalance(1_200, history)).toBe(0)
})

describe("a top-up of unknown outcome", () => {
  const topUp = { base: 600, target: 2_400, startedAt: now.toISOString(), granted: {} }
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)

  test("happened when there is more than before", () => {
    expect(hasHappened(topUp, 2_400, later(90))).toBe(true)
    expect(hasHappened(topUp, 2_310, later(90))).toBe(true)
  })

  test("did not when the balance stands still, or runs down from where it was", () => {
    expect(hasHappened(topUp, 600, later(90))).toBe(false)
    expect(hasHappened(topUp, 510, later(90))).toBe(false)
  })

  test("counts as happened when a session long enough could have spent it", () => {
    expect(hasHappened(topUp, 300, later(2_100))).toBe(true)
  })

  test("to or from unlimited is seen at once", () => {
    expect(hasHappened({ ...topUp, target: null }, null, later(90))).toBe(true)
    expect(hasHappened({ ...topUp, target: null }, 600, later(90))).toBe(false)
    expect(hasHappened({ ...topUp, base: null }, null, later(90))).toBe(false)
    expect(hasHappened({ ...topUp, base: null }, 2_399, later(90))).toBe(true)
  })
})

describe("the state of a pass", () => {
  const row: PassRow = {
    ...{ givenAt: minutes(-100), endedAt: null, deliveredAt: minutes(-9), problem: null },
    ...{ firstLogin: null, lastLogin: null, secondsLeft: null, readAt: null },
  }
  const window = { opensAt: minutes(-10), closesAt: minutes(60) }
  const state = (pass: Partial<PassRow>, isLive = true, at = now) =>
    networkState({ ...row, ...pass }, window, { isLive, now: at })

  test.each([
    ["none", { givenAt: null }, false],
    ["waiting", { deliveredAt: null }, true],
    ["ready", {}, true],
    ["ready", { lastLogin: minutes(-11) }, true],
    ["used", { lastLogin: minutes(-5), secondsLeft: 10 }, true],
    ["over", { secondsLeft: 0 }, true],
    ["over", { endedAt: minutes(-1) }, false],
    ["over", {}, false],
    ["needs_attention", { problem: { kind: "validation" } }, true],
  ] as const)("is %s with %o", (expected, pass, isLive) => {
    expect(state(pass, isLive)).toBe(expected)
  })

  test("follows the time", () => {
    expect(state({}, true, minutes(-11))).toBe("waiting")
    expect(state({}, false, minutes(60))).toBe("over")
  })
})
