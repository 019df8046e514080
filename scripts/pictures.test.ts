import { readFileSync, statSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { ROOT } from "./run-program.mjs"

test("every picture the README shows is there, in both schemes, and light enough for a phone", () => {
  const readme = readFileSync(path.join(ROOT, "README.md"), "utf8")
  const shown = [...readme.matchAll(/(?:src|srcset)="(docs\/[^"]+)"/g)].map(([, file = ""]) => file)

  expect(shown.map((file) => path.basename(file)).sort()).toEqual(
    ["attendees", "event", "ticket"].flatMap((name) => [`${name}-dark.webp`, `${name}-light.webp`]),
  )
  for (const file of shown) expect(statSync(path.join(ROOT, file)).size, file).toBeLessThanOrEqual(150_000)
})
