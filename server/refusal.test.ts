import path from "node:path"
import { expect, test } from "vitest"
import { loadRefusalWords, refusals } from "./refusal.mjs"

const words = loadRefusalWords(path.resolve(import.meta.dirname, ".."))

/** What a socket is told that never sent a request: the status alone, in no language. */
const bare = ["slow"]

test.each([...words.keys()])("every refusal has its words in %s, without markup", (language) => {
  const needed = new Set(Object.values(refusals).map(({ word }) => word))

  for (const word of needed) {
    if (bare.includes(word)) continue
    const { title, body } = words.get(language)?.[word] ?? {}
    expect(title, word).toMatch(/^[^<>&]+$/)
    expect(body, word).toMatch(/^[^<>&]+$/)
  }
  expect(Object.keys(words.get(language) ?? {}).sort()).toEqual(
    [...needed].filter((word) => !bare.includes(word)).sort(),
  )
})
