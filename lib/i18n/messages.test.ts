import compile from "icu-minify/compile"
import { describe, expect, test } from "vitest"
import { errorCodes } from "@/lib/domain/errors"
import { attendeeIssueCodes, editorIssueCodes } from "@/lib/domain/issue"
import { questionFaults } from "@/lib/domain/question"
import { trailKey, trailNames } from "@/lib/domain/trail"
import { languages } from "./languages"
import { loadMessages } from "./messages"
import { findMessageUses } from "./test-message-uses"

type Compiled = ReturnType<typeof compile>

/** Every message of a language under its whole key, `common.failure.event_full.title`. */
function flatten(messages: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

const byLanguage = new Map(languages.map((language) => [language, flatten(loadMessages(language))]))
const english = byLanguage.get("en") ?? new Map<string, string>()
const translations = languages.filter((language) => language !== "en")

type Branches = Record<string, Compiled>

/** Names of a message's values and tags, with the cases of a `select`: what a translation must have in common. */
function placeholders(node: unknown, found = new Set<string>(), visitPlural?: (cases: string[]) => void) {
  if (!Array.isArray(node)) return found
  const [name, kind, branches] = node
  const isBranching = typeof name === "string" && (kind === 1 || kind === 2)
  if (isBranching) {
    const cases = Object.entries(branches as Branches)
    const names = cases.map(([key]) => key)
    found.add(kind === 1 ? `${name}: ${names.sort().join(" ")}` : name)
    if (kind === 2) visitPlural?.(names)
    for (const [, branch] of cases) visitParts(branch, found, visitPlural)
    return found
  }
  if (typeof name === "string") found.add(name)
  if (typeof kind !== "number") visitParts(node.slice(1), found, visitPlural)
  return found
}

function visitParts(parts: unknown, found: Set<string>, visitPlural?: (cases: string[]) => void) {
  if (Array.isArray(parts)) for (const part of parts) placeholders(part, found, visitPlural)
  return found
}

const signature = (message: string) => [...visitParts(compile(message), new Set())].sort()

describe("messages", () => {
  test.each(translations)("%s has every message of English and no other", (language) => {
    const keys = [...(byLanguage.get(language)?.keys() ?? [])]

    expect(keys.sort()).toEqual([...english.keys()].sort())
  })

  test("whatever a trail can say has its sentence, and no sentence is about anything else", () => {
    const told = [...english.keys()].filter((key) => key.startsWith("person.history."))

    expect(told.sort()).toEqual(
      [...trailNames.map(trailKey), "other"].map((key) => `person.history.${key}`).sort(),
    )
  })

  test.each(languages)("none is empty in %s", (language) => {
    const empty = [...(byLanguage.get(language) ?? [])].filter(([, message]) => message.trim() === "")

    expect(empty).toEqual([])
  })

  test.each(translations)("%s fills in the same values and tags as English", (language) => {
    const differing = [...english].filter(([key, message]) => {
      const translated = byLanguage.get(language)?.get(key) ?? message
      return signature(translated).join() !== signature(message).join()
    })

    expect(differing.map(([key]) => key)).toEqual([])
  })

  test.each(languages)("every plural in %s has a form for every number", (language) => {
    const rules = new Intl.PluralRules(language)
    const numbers = Array.from({ length: 201 }, (_, number) => number)

    const incomplete = [...(byLanguage.get(language) ?? [])].filter(([, message]) => {
      const plurals: string[][] = []
      visitParts(compile(message), new Set(), (cases) => plurals.push(cases))
      return plurals.some((cases) =>
        numbers.some((number) => !cases.includes(rules.select(number)) && !cases.includes(`=${number}`)),
      )
    })

    expect(incomplete.map(([key]) => key)).toEqual([])
  })
})

describe("uses of messages", () => {
  const uses = findMessageUses()
  const isUsed = (key: string) => uses.some(({ keys }) => keys?.some((pattern) => pattern.test(key)))

  test("are found at all", () => {
    expect(uses.length).toBeGreaterThan(100)
  })

  test("say which message they mean", () => {
    const unreadable = uses.filter(({ keys }) => keys === null)

    expect(unreadable.map(({ place }) => place)).toEqual([])
  })

  test("mean a message there is", () => {
    const missing = uses.filter(
      ({ keys }) => keys && ![...english.keys()].some((key) => keys.some((pattern) => pattern.test(key))),
    )

    expect(missing.map(({ place }) => place)).toEqual([])
  })

  test("leave no message over", () => {
    const unused = [...english.keys()].filter((key) => !isUsed(key))

    expect(unused).toEqual([])
  })

  test("hand no message with a value or a tag to a browser as it is", () => {
    const parts = uses.filter(({ isPart }) => isPart).flatMap(({ keys }) => keys ?? [])

    const unfinished = [...english].filter(
      ([key, message]) => parts.some((pattern) => pattern.test(key)) && signature(message).length > 0,
    )

    expect(unfinished.map(([key]) => key)).toEqual([])
  })

  test("have a sentence for every code a form can answer with", () => {
    const wanted = [
      ...errorCodes.flatMap((code) => [`common.failure.${code}.title`, `common.failure.${code}.body`]),
      ...attendeeIssueCodes.map((code) => `common.issue.${code}`),
      ...[...editorIssueCodes, ...questionFaults].map((code) => `editor.issue.${code}`),
    ]
    // A reserved field has a sentence for each thing that may be kept in it.
    const isThere = (key: string) => english.has(key) || english.has(`${key}.status`)

    expect(wanted.filter((key) => !isThere(key))).toEqual([])
  })
})
