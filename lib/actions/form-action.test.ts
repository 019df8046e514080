import { describe, expect, test, vi } from "vitest"
import { AppError } from "@/lib/domain/errors"
import { type FormActionDefinition, formAction } from "./form-action"
import { initialFormState } from "./state"

class Left extends Error {}

function form(values: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.append(name, value)
  return data
}

function action(overrides: Partial<FormActionDefinition<string, string>> = {}) {
  const report = vi.fn()
  const run = formAction<string, string>({
    words: {
      issues: (issues) =>
        Object.fromEntries(Object.entries(issues).map(([name, { code }]) => [name, `!${code}`])),
      failure: (code) => ({ issues: {}, failure: { title: code, body: "What to do." } }),
    },
    guard: async () => "ana",
    parse: (submitted) => ({ ok: true, input: String(submitted.get("city")) }),
    run: async () => ({ goTo: "/next" }),
    report,
    redirect: (path) => {
      throw new Left(path)
    },
    ...overrides,
  })
  return { run, report }
}

describe("a form action", () => {
  test("leads on when all went well", async () => {
    const { run } = action()

    await expect(run(initialFormState, form({ city: "Ulm" }))).rejects.toThrow(new Left("/next"))
  })

  test("answers a refused field in words, with everything that was typed", async () => {
    const { run } = action({ parse: () => ({ ok: false, issues: { city: { code: "required" } } }) })

    const state = await run(initialFormState, form({ city: "", name: "Ana" }))

    expect(state).toEqual({
      attempt: 1,
      values: { city: [""], name: ["Ana"] },
      issues: { city: "!required" },
    })
  })

  test("answers an expected failure in words and reports nothing", async () => {
    const { run, report } = action({ run: () => Promise.reject(new AppError("event_full")) })

    const state = await run(initialFormState, form({}))

    expect(state.failure).toEqual({ title: "event_full", body: "What to do." })
    expect(report).not.toHaveBeenCalled()
  })

  test("reports what nobody expected and shows none of it", async () => {
    const cause = new Error("connection to 10.0.0.7 refused")
    const { run, report } = action({ run: () => Promise.reject(cause) })

    const state = await run(initialFormState, form({}))

    expect(state.failure?.title).toBe("unexpected")
    expect(JSON.stringify(state)).not.toContain("10.0.0.7")
    expect(report).toHaveBeenCalledWith(cause)
  })

  test("asks who is there before it reads anything", async () => {
    const parse = vi.fn()
    const { run } = action({ guard: () => Promise.reject(new AppError("foreign_request")), parse })

    await run(initialFormState, form({ city: "Ulm" }))

    expect(parse).not.toHaveBeenCalled()
  })

  test("never sends a secret back", async () => {
    const { run } = action({ secrets: ["code"], run: () => Promise.reject(new AppError("code_wrong")) })

    const state = await run(initialFormState, form({ code: "412903", city: "Ulm" }))

    expect(state.values).toEqual({ city: ["Ulm"] })
  })

  test("says in place what was done, and counts its answers", async () => {
    const notice = { title: "New code sent", body: "Look for it." }
    const { run } = action({ run: async () => ({ notice }) })

    const state = await run({ ...initialFormState, attempt: 3 }, form({}))

    expect(state).toMatchObject({ attempt: 4, notice })
  })
})
