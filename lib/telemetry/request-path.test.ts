import { expect, test } from "vitest"
import { isRoutine, loggedPath, routeClass } from "./request-path"

const id = "0d7f9a3e-7c55-4b43-9d1c-6f4c0c7f6a11"

test.each([
  ["/", "/"],
  ["/e/field-notes-summit/register", "/e"],
  [`/tickets/${id}`, "/tickets"],
  ["/T/JVTKXHZRA9", "/t"],
  ["/calendar/canary.ics", "/calendar"],
  ["/events.ics", "/events.ics"],
  [`/organizer/summit/attendees/${id}`, "/organizer/attendees"],
  [`/organizer/summit/messages/${id}`, "/organizer/messages"],
  ["/organizer/summit/nonsense", "/organizer"],
  ["/api/organizer/summit/attendees", "/api/organizer"],
  ["/api/nonsense", "/api"],
  ["/api/wallet/v1/log", "/api/wallet"],
  ["/api/v1/user/7/", "/api/v1"],
  ["/_next/static/chunks/a.js", "asset"],
  ["/icon.svg", "asset"],
  [`/covers/${"0".repeat(32)}/800.avif`, "/covers"],
  [`/covers/${"0".repeat(32)}/480.webp`, "/covers"],
  ["/e/field-notes-summit/captive-portal", "/e"],
  ["/readyz", "health"],
  ["/wp-login.php", "other"],
  ["/constructor", "other"],
])("%s is of the kind %s", (path, kind) => {
  expect(routeClass(path)).toBe(kind)
})

test("kinds do not grow with what strangers ask for", () => {
  const kinds = Array.from({ length: 5_000 }, (_, at) =>
    ["", "/organizer/x", "/api", "/e", "/organizer/x/attendees"].map((start) => routeClass(`${start}/${at}`)),
  )

  expect(new Set(kinds.flat()).size).toBeLessThanOrEqual(5)
})

test.each([
  ["/e/summit/register?utm=canary", "/e/summit/register"],
  [`/tickets/${id}`, `/tickets/${id}`],
  ["/T/JVTKXHZRA9", "/t/***"],
  ["/t/jvtkxhzra9", "/t/***"],
  ["/calendar/canary.ics?x=canary", "/calendar/***"],
  ["/Calendar/canary.ics", "/calendar/***"],
  [`/api/wallet/v1/devices/canary/registrations/pass.example/${id}`, "/api/wallet/***"],
  ["/me/unsubscribe?token=canary", "/me/unsubscribe"],
  ["/api/v1/user/username/ana@example.com/", "/api/v1/user/username/***/"],
  ["/organizer/summit/attendees/ana@example.com", "/organizer/summit/attendees/***"],
  ["/ana@example.com", "other"],
  [`/covers/${"0".repeat(32)}/800.avif`, `/covers/${"0".repeat(32)}/800.avif`],
  ["/e/summit/captive-portal", "/e/summit/captive-portal"],
])("%s is written as %s", (path, written) => {
  expect(loggedPath(path)).toBe(written)
})

test("files and health checks are routine, pages are not", () => {
  const cover = `/covers/${"0".repeat(32)}/800.avif`
  const files = ["/_next/static/a.css", "/icon.svg", cover, "/healthz", "/readyz", "/api/health"]
  expect(files.filter((path) => !isRoutine(path))).toEqual([])
  expect(["/", "/covers/nothing", "/e/summit", "/api/v1/user/", "/me/data/export.csv"].some(isRoutine)).toBe(
    false,
  )
})
