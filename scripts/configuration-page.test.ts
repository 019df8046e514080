import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { configurationPage } from "./configuration-page"

test("docs/configuration.md is what lib/env.ts says; `npm run docs:configuration` writes it", () => {
  expect(readFileSync("docs/configuration.md", "utf8")).toBe(configurationPage())
})
