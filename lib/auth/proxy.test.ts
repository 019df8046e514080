import { NextRequest } from "next/server"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { proxy } from "@/proxy"

const siteUrl = "https://tickets.example.org"

beforeAll(() => {
  for (const [name, value] of Object.entries({
    SITE_URL: siteUrl,
    SMTP_URL: "smtp://mail.example.org",
    MAIL_FROM: "tickets@example.org",
    AUTH_SECRET: "a-secret-of-at-least-32-characters",
  }))
    vi.stubEnv(name, value)
})
afterAll(() => vi.unstubAllEnvs())

const send = (path: string, method = "GET", headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`${siteUrl}${path}`, { method, headers }))

const nonceOf = (policy: string | null) => /'nonce-([A-Za-z0-9+/]{22}==)'/.exec(policy ?? "")?.[1]

test("a thousand pages have a thousand nonces, and each page is told its own (A14)", () => {
  const answers = Array.from({ length: 1_000 }, () => send("/"))

  const nonces = answers.map(({ headers }) => nonceOf(headers.get("content-security-policy")))
  const told = answers.map(({ headers }) =>
    nonceOf(headers.get("x-middleware-request-content-security-policy")),
  )
  expect(nonces).not.toContain(undefined)
  expect(new Set(nonces).size).toBe(1_000)
  expect(told).toEqual(nonces)
})

test("a page is told what was asked for, whatever the client says of it", () => {
  const forged = { "x-gatehouse-asked": "POST /me", origin: siteUrl }
  const told = (path: string, method?: string) =>
    send(path, method, forged).headers.get("x-middleware-request-x-gatehouse-asked")

  expect(told("/organizer/summit/attendees?q=a&sort=name")).toBe(
    "GET /organizer/summit/attendees?q=a&sort=name",
  )
  expect(told("/me/data", "POST")).toBe("POST /me/data")
})

test("every answer has the headers of a page, refusals too", () => {
  for (const { headers } of [send("/"), send("/nowhere"), send("/", "POST")]) {
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'")
    expect(headers.get("strict-transport-security")).toContain("max-age=31536000")
  }
})

test("the camera, and WebAssembly to read its picture with, are for the desk alone", () => {
  const policyOf = (path: string) => send(path).headers.get("content-security-policy")

  expect(policyOf("/organizer/summit/check-in")).toContain("'wasm-unsafe-eval'")
  expect(policyOf("/organizer/summit/attendees")).not.toContain("wasm")
  expect(send("/organizer/summit/check-in").headers.get("permissions-policy")).toContain("camera=(self)")
  expect(send("/organizer/summit/attendees").headers.get("permissions-policy")).toContain("camera=()")
})

describe("a write", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE"])("by %s from elsewhere is refused with 403", (method) => {
    const foreign: Record<string, string>[] = [{}, { origin: "null" }, { origin: "https://evil.example" }]
    for (const headers of foreign) expect(send("/e/summit/register", method, headers).status).toBe(403)
  })

  test("from a page of ours goes on, and Next is told the name the site has outside", () => {
    const { status, headers } = send("/e/summit/register", "POST", { origin: siteUrl, host: "10.0.0.4:3000" })

    expect(status).toBe(200)
    expect(headers.get("x-middleware-request-x-forwarded-host")).toBe("tickets.example.org")
  })

  test("by a mail program that unsubscribes somebody needs no origin", () => {
    expect(send("/api/unsubscribe?token=x", "POST").status).toBe(200)
  })

  test("by an Apple device needs no origin either", () => {
    expect(send("/api/wallet/v1/log", "POST").status).toBe(200)
    expect(send("/api/wallet/v1/devices/d/registrations/p/s", "DELETE").status).toBe(200)
    expect(send("/api/wallet", "POST").status).toBe(403)
  })
})
