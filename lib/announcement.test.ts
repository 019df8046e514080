import { mkdtempSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { announcement } from "./announcement"
import { readEnvironment } from "./env"

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "gatehouse-announcement-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lines = (variables: Record<string, string>) =>
  announcement(readEnvironment({ DATA_DIR: folder, ...variables })).join("\n")

const open = {
  HOST: "0.0.0.0",
  SITE_URL: "https://tickets.example.org",
  SMTP_URL: "smtps://user:canary@mail.example.org",
  MAIL_FROM: "tickets@example.org",
  AUTH_SECRET: "canary-secret-of-at-least-32-characters",
}

test("a site that is open prints no token, no secret and no password", () => {
  const said = lines(open)

  expect(said).toContain("Gatehouse  https://tickets.example.org\n")
  expect(said).not.toMatch(/token|canary/)
})

test("a token somebody chose is not printed, even at home", () => {
  expect(lines({ GATE_API_TOKEN: "canary" })).toMatch(/^GATE {7}\S+ {2}token in GATE_API_TOKEN$/m)
})

test("an open site without https is warned of", () => {
  expect(lines({ ...open, SITE_URL: "http://tickets.example.org" })).toMatch(
    /^Warning {4}SITE_URL is not https/m,
  )
  expect(lines({})).not.toContain("Warning")
})
