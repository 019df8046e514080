import { describe, expect, test } from "vitest"
import { AppError } from "@/lib/domain/errors"
import type { Issues } from "@/lib/domain/issue"
import { type FormActionDefinition, formAction } from "./form-action"
import { initialFormState } from "./state"

class Redirected extends Error {
  constructor(readonly to: string) {
    super("redirect")
  }
}

function setup(overrides: Partial<FormActionDefinition<string, string>> = {}) {
  const calls: string[] = []
  const reported: unknown[] = []
  const action = formAction<string, string>({
    words: {
      issues: (issues) =>
        Object.fromEntries(Object.entries(issues).map(([name, { code }]) => [name, `!${code}`])),
      failure: (code) => ({ issues: {}, failure: { title: code, body: "What to do." } }),
    },
    guard: async () => {
      calls.push("guard")
      return "visitor"
    },
    parse: (form) => {
      calls.push("parse")
      return { ok: true, input: String(form.get("name")) }
    },
    run: async (input, subject) => {
      calls.push(`run ${input} for ${subject}`)
      return { goTo: "/next" }
    },
    report: (error) => reported.push(error),
    refused: async () => {
      calls.push("refused")
    },
    redirect: (to) => {
      throw new Redirected(to)
    },
    ...overrides,
  })
  return { action, calls, reported }
}

function form(fields: [string, string | Blob][]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

test("guards, parses, runs, and then goes on", async () => {
  const { action, calls } = setup()

  const left = action(initialFormState, form([["name", "Ana"]]))

  await expect(left).rejects.toMatchObject({ to: "/next" })
  expect(calls).toEqual(["guard", "parse", "run Ana for visitor"])
})

test("asked for another language it gives back what was typed, unread and without faults", async () => {
  const { action, calls } = setup({
    switchLanguage: async (sent) => sent.get("switch") === "es",
    secrets: ["code"],
  })
  const typed: [string, string][] = [
    ["name", "Ana"],
    ["code", "123456"],
    ["switch", "es"],
  ]

  const state = await action(initialFormState, form(typed))

  expect(state).toEqual({ attempt: 1, values: { name: ["Ana"], switch: ["es"] }, issues: {} })
  expect(calls).toEqual(["guard"])
})

test("somebody who may not is refused before anything is parsed", async () => {
  const guard = () => Promise.reject(new AppError("foreign_request"))
  const { action, calls } = setup({ guard })

  const state = await action(initialFormState, form([["name", "Ana"]]))

  expect(state.failure?.title).toBe("foreign_request")
  expect(calls).toEqual(["refused"])
})

test("what is wrong with the fields comes back with what was typed, and nothing is run", async () => {
  const issues: Issues = { name: { code: "required" } }
  const { action, calls } = setup({ parse: () => ({ ok: false, issues }) })

  const state = await action(
    initialFormState,
    form([
      ["name", ""],
      ["colour", "red"],
      ["colour", "blue"],
    ]),
  )

  expect(state).toEqual({
    attempt: 1,
    issues: { name: "!required" },
    values: { name: [""], colour: ["red", "blue"] },
  })
  expect(calls).toEqual(["guard", "refused"])
})

test("an expected failure is its code, counted up so that the same one again moves the focus", async () => {
  const { action, reported } = setup({ run: () => Promise.reject(new AppError("event_full")) })

  const first = await action(initialFormState, form([["name", "Ana"]]))
  const second = await action(first, form([["name", "Ana"]]))

  expect(first).toEqual({
    attempt: 1,
    issues: {},
    values: { name: ["Ana"] },
    failure: { title: "event_full", body: "What to do." },
  })
  expect(second.attempt).toBe(2)
  expect(reported).toEqual([])
})

test("what nobody expected is reported, and its text stays here", async () => {
  const failure = new Error("connect ECONNREFUSED db:5432")
  const { action, reported } = setup({ run: () => Promise.reject(failure) })

  const state = await action(initialFormState, form([["name", "Ana"]]))

  expect(state.failure?.title).toBe("unexpected")
  expect(JSON.stringify(state)).not.toContain("ECONNREFUSED")
  expect(reported).toEqual([failure])
})

test("how long to wait reaches the words", async () => {
  const failure = (code: string, waitMs?: number) => ({ issues: {}, failure: { body: `${code} ${waitMs}` } })
  const run = () => Promise.reject(new AppError("too_many_codes", 90_000))
  const { action } = setup({ run, words: { issues: () => ({}), failure } })

  const state = await action(initialFormState, form([]))

  expect(state.failure?.body).toBe("too_many_codes 90000")
})

describe("work that is asked for", () => {
  const run = () => Promise.reject(new AppError("work_needed"))

  test("is no fault: it comes with everything typed, to be sent again", async () => {
    const work = { challenge: "{}", ticket: "t", waitMs: 10, pending: "One moment", wait: "Wait" }
    const { action, calls } = setup({ run, offerWork: async () => work })

    const state = await action(initialFormState, form([["name", "Ana"]]))

    expect(state).toEqual({ attempt: 1, issues: {}, values: { name: ["Ana"] }, work })
    expect(calls).not.toContain("refused")
  })

  test("is a failure where nothing can be offered", async () => {
    const { action } = setup({ run, offerWork: async () => undefined })

    const state = await action(initialFormState, form([]))

    expect(state.failure?.title).toBe("work_needed")
  })
})

test("a notice stays in place, and is no refusal", async () => {
  const notice = { title: "New code sent", body: "Look for it." }
  const { action, calls } = setup({ run: async () => ({ notice }) })

  const state = await action(initialFormState, form([]))

  expect(state).toMatchObject({ notice, attempt: 1 })
  expect(calls).not.toContain("refused")
})

test("secrets, files and Next's own fields are not sent back", async () => {
  const { action } = setup({ secrets: ["code"], parse: () => ({ ok: false, issues: {} }) })
  const fields: [string, string | Blob][] = [
    ["code", "123456"],
    ["$ACTION_ID_1", ""],
    ["photo", new Blob(["x"])],
    ["name", "Ana"],
  ]

  const state = await action(initialFormState, form(fields))

  expect(state.values).toEqual({ name: ["Ana"] })
})

test.each(["constructor", "__proto__", "toString"])(
  "a field called %s is a field like any other",
  async (name) => {
    const { action } = setup({ parse: () => ({ ok: false, issues: {} }) })

    const state = await action(initialFormState, form([[name, "x"]]))

    expect(Object.entries(state.values)).toEqual([[name, ["x"]]])
  },
)
