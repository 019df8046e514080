import { beforeEach, expect, test } from "vitest"
import { createLog } from "@/lib/log"
import { captureConsoleErrors } from "./console-errors"
import { RefusedRequests } from "./refused-requests"

let lines: string[]
let log: ReturnType<typeof createLog>

beforeEach(() => {
  lines = []
  log = createLog("info", { write: (line) => lines.push(line) })
})
/** What Next prints to. */
const printer = () => ({ error: (..._: unknown[]) => {}, warn: (..._: unknown[]) => {} })

const fail = (message: string, name = "Error", stack?: string) => {
  const failure = Object.assign(new Error(message), { name })
  if (stack) failure.stack = stack
  return failure
}

/** As Next 16 printed them when the requests were sent. */
const complaints: [string, unknown[]][] = [
  [
    "foreign origin",
    ["`x-forwarded-host` header with value `a` does not match `origin` header with value `null` from a form"],
  ],
  ["foreign origin", [fail("Invalid Server Actions request.")]],
  ["unknown action", [fail('Failed to find Server Action "00". This request might be from an older build.')]],
  ["too large", [fail("Body exceeded 512kb limit.\nTo configure the body size limit, see …")]],
  ["broken off", [fail("aborted")]],
  ["unreadable", [fail("Failed to parse body as FormData.")]],
  ["unreadable", [fail("Unexpected end of form")]],
  ["unreadable", [fail("Invalid forward reference.")]],
  ["unreadable", [fail("The router state header was sent but could not be parsed.")]],
  [
    "unreadable",
    [fail("Unexpected token", "SyntaxError", "SyntaxError\n    at JSON.parse\n    at next/app-page.js")],
  ],
]

test("thousands of refused requests are one line, with a number for each reason", async () => {
  const next = printer()
  captureConsoleErrors(log, new RefusedRequests(log, 20), next)

  for (let times = 0; times < 500; times++) for (const [, parts] of complaints) next.error(...parts)
  next.warn(fail("Failed to find Server Action x"))

  await expect.poll(() => lines.length).toBe(1)
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: 30,
    refused: {
      "foreign origin": 1_000,
      "unknown action": 501,
      "too large": 500,
      "broken off": 500,
      unreadable: 2_500,
    },
  })
})

test("a page of ours that failed is an error as before", () => {
  const counted: string[] = []
  const next = printer()
  captureConsoleErrors(log, { count: (reason) => counted.push(reason) }, next)

  next.error(fail("connect ECONNREFUSED"))
  next.error(
    fail("Unexpected token", "SyntaxError", "SyntaxError\n    at x (/site/.next/server/chunks/a.js:1:2)"),
  )

  expect(counted).toEqual([])
  expect(lines.map((line) => JSON.parse(line).level)).toEqual([50, 50])
})
