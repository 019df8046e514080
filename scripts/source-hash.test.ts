import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { hashSources } from "./source-hash.mjs"

let root = ""

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "gatehouse-sources-"))
  mkdirSync(path.join(root, "app"))
  writeFileSync(path.join(root, "app/page.tsx"), "one")
})

afterEach(() => rmSync(root, { recursive: true }))

test("writing the same content again keeps a build fresh", () => {
  const before = hashSources(root)

  writeFileSync(path.join(root, "app/page.tsx"), "one")

  expect(hashSources(root)).toBe(before)
})

test.each([
  ["a changed page", "app/page.tsx"],
  ["a new page", "app/new.tsx"],
  ["a changed configuration", "next.config.mjs"],
])("%s asks for a new build", (_name, file) => {
  const before = hashSources(root)

  writeFileSync(path.join(root, file), "two")

  expect(hashSources(root)).not.toBe(before)
})

test("a changed test does not", () => {
  const before = hashSources(root)

  writeFileSync(path.join(root, "app/page.test.tsx"), "two")

  expect(hashSources(root)).toBe(before)
})
