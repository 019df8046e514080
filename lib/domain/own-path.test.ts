import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { confirmSignInPath, organizerPath, ownPath, signInAgainPath, signInPath } from "./own-path"

const site = "https://tickets.example.com"
const ticket = "/tickets/0d7f9a3e-7c55-4b43-9d1c-6f4c0c7f6a11"

describe("a path of our own", () => {
  test.each([
    ticket,
    `${ticket}/calendar.ics`,
    "/profile/0d7f9a3e-7c55-4b43-9d1c-6f4c0c7f6a11?asked=track.diet",
    "/me",
    "/me/data?done=erased",
    "/t/K7Q40M9XW2",
    "/e/field-notes-summit/register",
    "/organizer",
    "/organizer/field-notes/attendees?q=ana+b%C3%A9&a=1",
    "/me?q=%7Eana",
    `/me/${"a".repeat(996)}`,
    "/organizer/reveal?back=%2Forganizer%2Fx%2Fexports%3Fcols%3Dname%2Cemail",
  ])("is %s", (path) => {
    expect(ownPath(path)).toBe(path)
  })

  test.each([
    undefined,
    null,
    7,
    ["/me"],
    "",
    "/",
    "me",
    "/sign-in?to=/me",
    "/meadow",
    "/api/v1/user/",
    "/dev/mailbox",
    "https://elsewhere.example/me",
    "//elsewhere.example/me",
    "///me",
    "/\\elsewhere.example",
    "\\/elsewhere.example",
    "/me//elsewhere.example",
    "/me/\\elsewhere.example",
    "/me/%2F%2Felsewhere.example",
    "/me/%5celsewhere.example",
    "/%2felsewhere.example",
    "/me/../../elsewhere.example",
    "/me/..%2f",
    "/me/.",
    "/me/\n",
    "/me\r\nset-cookie: a=b",
    "/me\u0000",
    "/me\u2028",
    " /me",
    "/me ",
    "/m\te",
    "/me#//elsewhere.example",
    "/me@elsewhere.example",
    "javascript:alert(1)",
    "data:text/html,x",
    `/me/${"a".repeat(997)}`,
  ])("is not %j", (wanted) => {
    expect(ownPath(wanted)).toBeNull()
  })

  test.each([
    "/me?a=%0d%0aset-cookie:b",
    "/me?a=b#c",
    "/me?a=\\",
    "/me?a=é",
    "/me?q=ana%40example.com",
    "/me?",
    "/me?a=%zz",
    "/me?a=%7F",
  ])("%j is one without its query", (wanted) => {
    expect(ownPath(wanted)).toBe("/me")
  })

  const hostile = fc.constantFrom(
    ...["/", "//", "\\", "%2f", "%5C", "..", ".", "?", "#", "@", ":", "\t", "\n", "\u0000", "%00", "%0d%0a"],
    ...[
      "me",
      "/me",
      "/tickets/",
      "organizer",
      "https:",
      "javascript:",
      "elsewhere.example",
      "％２ｆ",
      "&",
      "=",
    ],
  )
  const wanted = fc.oneof(
    fc
      .array(fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 8 })
      .map((parts) => parts.join("")),
    fc.array(hostile, { maxLength: 8 }).map((parts) => `/me${parts.join("")}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  )

  test("whatever is asked for, a browser stays on this site and at the very path that was checked", () => {
    fc.assert(
      fc.property(wanted, (text) => {
        const path = ownPath(text)
        if (path === null) return
        const { origin, pathname, search, hash, username } = new URL(path, site)
        expect({ origin, hash, username }).toEqual({ origin: site, hash: "", username: "" })
        expect(pathname + search).toBe(path)
        expect(pathname).toBe(decodeURIComponent(pathname))
        expect(text.startsWith(path)).toBe(true)
        // Nothing that could end a header or a cookie early.
        expect(path).toMatch(/^[\x21-\x7e]+$/)
        expect(ownPath(path)).toBe(path)
      }),
      { numRuns: 5_000 },
    )
  })
})

test("the sign-in pages carry the way back, and come back to it", () => {
  const path = "/organizer/x/attendees?q=a%26b&sort=name"
  for (const page of [signInPath(path), signInAgainPath(path), confirmSignInPath(path)]) {
    const { pathname, searchParams } = new URL(page, site)
    expect(pathname).toMatch(/^\/sign-in/)
    expect(searchParams.get("to")).toBe(path)
  }
  expect(signInPath(ticket)).toBe(`/sign-in?to=${ticket}`)
  expect([signInPath(null), signInAgainPath(null), confirmSignInPath(null)]).toEqual([
    "/sign-in",
    "/sign-in",
    "/sign-in/confirm",
  ])
})

test.each(["/organizer", "/organizer/field-notes/attendees?q=ana&a=1", "/organizer?done=1"])(
  "%s is where the organizer came from",
  (path) => {
    expect(organizerPath(path)).toBe(path)
  },
)

test.each([
  undefined,
  "",
  "/me",
  "/organizers",
  "/e/organizer",
  "https://elsewhere.example/organizer",
  "//elsewhere.example",
  "/organizer//elsewhere.example",
  "/organizer/\\elsewhere.example",
  "/organizer/\n",
])("%j leads to the events instead", (path) => {
  expect(organizerPath(path)).toBe("/organizer")
})

test("an organizer's page leads there whatever else was named", () => {
  expect([organizerPath("/organizer", "/organizer/x"), organizerPath("/me", "/organizer/x")]).toEqual([
    "/organizer",
    "/organizer/x",
  ])
})
