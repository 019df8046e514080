import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { hashInputs } from "./build.mjs"

let root = ""

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "gatehouse-build-"))
  mkdirSync(path.join(root, "app"))
  writeFileSync(path.join(root, "app/page.tsx"), "one")
})

afterEach(() => rmSync(root, { recursive: true }))

test("writing the same content again keeps a build fresh", () => {
  const before = hashInputs(root)

  writeFileSync(path.join(root, "app/page.tsx"), "one")

  expect(hashInputs(root)).toBe(before)
})

test.each([
  ["a changed page", "app/page.tsx"],
  ["a new page", "app/new.tsx"],
  ["a changed configuration", "next.config.mjs"],
])("%s asks for a new build", (_name, file) => {
  const before = hashInputs(root)

  writeFileSync(path.join(root, file), "two")

  expect(hashInputs(root)).not.toBe(before)
})

test("a changed test does not", () => {
  const before = hashInputs(root)

  writeFileSync(path.join(root, "app/page.test.tsx"), "two")

  expect(hashInputs(root)).toBe(before)
})
