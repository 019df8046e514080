import { afterEach, beforeEach, expect, test } from "vitest"
import { KeptCovers } from "./kept-covers.mjs"
import { ask, startTestServer, type TestServer } from "./test-server"

const cover = `/covers/${"0".repeat(32)}/800.avif`
const immutable = "public, max-age=31536000, immutable"

let server: TestServer
let now = 0
let asked: string[] = []
let reached: string[] = []
let stored = true

beforeEach(async () => {
  now = 0
  asked = []
  reached = []
  stored = true
  const covers = new KeptCovers({
    load: async (path) => {
      asked.push(path)
      const headers = { "content-type": "image/avif", "cache-control": immutable, "x-request-id": "theirs" }
      return new Response(stored ? "a picture" : "Not found", { status: stored ? 200 : 404, headers })
    },
    now: () => now,
  })
  server = await startTestServer(
    (request, response) => {
      reached.push(request.url ?? "")
      response.writeHead(404).end("from the site")
    },
    { covers },
  )
})

afterEach(() => server.close())

const get = (path = cover, method = "GET") => ask(server.url, { path, method })

test("a picture is asked of the site once for a crowd, and given with what a browser keeps it by", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => get()))

  expect(asked).toEqual([cover])
  expect(reached).toEqual([])
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(["200 a picture"]))
  expect(answers[0]?.headers).toMatchObject({
    "content-type": "image/avif",
    "cache-control": immutable,
    "content-length": "9",
  })
  expect(answers[0]?.headers["x-request-id"]).not.toBe("theirs")
})

test("HEAD says the same without the picture", async () => {
  const { status, headers, text } = await get(cover, "HEAD")

  expect([status, headers["content-length"], text]).toEqual([200, "9", ""])
})

test("a cover that was taken away is gone within two seconds", async () => {
  await get()
  stored = false
  now = 1_999
  expect((await get()).status).toBe(200)

  now = 2_000

  expect((await get()).status).toBe(404)
  expect(reached).toEqual([cover])
})

test.each(["/covers/short/800.avif", `${cover}?a`, cover.replace("avif", "png"), "/e/summit"])(
  "%s is for the site",
  async (path) => {
    expect((await get(path)).text).toBe("from the site")
    expect(asked).toEqual([])
  },
)
