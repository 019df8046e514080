import { channel } from "node:diagnostics_channel"
import { afterEach, expect, test } from "vitest"
import { createLog } from "@/lib/log"
import { logRequests, requestChannel } from "./request-log"

let end = () => {}
afterEach(() => end())

function setup(level: string) {
  const lines: string[] = []
  const counted: string[] = []
  const log = createLog(level, { write: (line) => lines.push(line) })
  end = logRequests(log, { count: (reason) => counted.push(reason) })
  const answer = (path: string, status: number, method = "GET") =>
    channel(requestChannel).publish({ method, path, status, ms: 12.4, requestId: "r-1" })
  return { answer, counted, read: () => lines.map((line) => JSON.parse(line)) }
}

test("a page is one line with its route, status, time and request id, and without its query", () => {
  const { answer, read } = setup("info")

  answer("/e/summit/register?email=canary", 303, "POST")

  expect(read()).toMatchObject([
    {
      level: 30,
      msg: "request",
      method: "POST",
      path: "/e/summit/register",
      status: 303,
      ms: 12,
      request: "r-1",
    },
  ])
  expect(JSON.stringify(read())).not.toContain("canary")
})

test("strangers cannot fill the log: what is refused is counted, files and health checks are for debugging", () => {
  const { answer, counted, read } = setup("info")

  for (let times = 0; times < 500; times++) answer(`/${times}`, 404)
  answer("/language", 403, "POST")
  answer("/_next/static/a.js", 200)
  answer("/readyz", 200)

  expect(read()).toEqual([])
  expect(counted).toHaveLength(501)
  expect(new Set(counted)).toEqual(new Set(["404", "403"]))
})

test("a page that failed is a line, and with debug everything is", () => {
  const { answer, read } = setup("debug")

  answer("/me", 503)
  answer("/readyz", 503)
  answer("/nope", 404)

  expect(read().map(({ level, status }) => [level, status])).toEqual([
    [30, 503],
    [20, 503],
    [20, 404],
  ])
})
