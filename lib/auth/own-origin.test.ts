import { describe, expect, test } from "vitest"
import { isOwnOrigin } from "./own-origin"

const open = { siteUrl: "https://tickets.example.org", isHome: false }
const home = { siteUrl: "http://localhost:3000", isHome: true }

const ask = (headers: Record<string, string>, own: typeof open) => isOwnOrigin(new Headers(headers), own)

describe("an open site", () => {
  const own = { origin: open.siteUrl, host: "tickets.example.org", "sec-fetch-site": "same-origin" }

  test("takes a form of its own pages, whatever the proxy calls it inside", () => {
    expect(ask(own, open)).toBe(true)
    expect(ask({ origin: open.siteUrl, host: "10.0.0.4:3000" }, open)).toBe(true)
  })

  test.each<[string, Record<string, string>]>([
    ["no origin", { host: "tickets.example.org" }],
    ["an opaque origin", { ...own, origin: "null" }],
    ["another host", { ...own, origin: "https://evil.example" }],
    ["a host below ours", { ...own, origin: "https://x.tickets.example.org" }],
    ["ours as a part", { ...own, origin: "https://tickets.example.org.evil.example" }],
    ["another scheme", { ...own, origin: "http://tickets.example.org" }],
    ["another port", { ...own, origin: "https://tickets.example.org:8443" }],
    ["a host somebody made us believe", { ...own, origin: "https://evil.example", host: "evil.example" }],
    [
      "a forwarded host somebody wrote",
      { origin: "https://evil.example", host: "tickets.example.org", "x-forwarded-host": "evil.example" },
    ],
    ["another site, by the browser's word", { ...own, "sec-fetch-site": "cross-site" }],
    ["a site beside ours, by the browser's word", { ...own, "sec-fetch-site": "same-site" }],
    ["an address typed, by the browser's word", { ...own, "sec-fetch-site": "none" }],
    [
      "this machine, which is not what the site is called",
      { origin: "http://localhost:3000", host: "localhost:3000" },
    ],
  ])("refuses %s", (_, headers) => {
    expect(ask(headers, open)).toBe(false)
  })
})

describe("a site at home", () => {
  test.each(["localhost:3000", "127.0.0.1:3000", "[::1]:3000"])(
    "takes a form of a page opened at %s",
    (host) => {
      expect(ask({ origin: `http://${host}`, host, "sec-fetch-site": "same-origin" }, home)).toBe(true)
    },
  )

  test.each<[string, Record<string, string>]>([
    [
      "a name that resolves to this machine",
      { origin: "http://rebound.example:3000", host: "rebound.example:3000" },
    ],
    ["another program of this machine", { origin: "http://localhost:8080", host: "localhost:3000" }],
    ["https, which it does not speak", { origin: "https://127.0.0.1:3000", host: "127.0.0.1:3000" }],
  ])("refuses %s", (_, headers) => {
    expect(ask(headers, home)).toBe(false)
  })
})
