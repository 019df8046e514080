import { readFileSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { createGateApp } from "../app"
import { type DialectOption, resolveDialect } from "../dialect"
import { readOptions } from "../options"
import { sample } from "../sample"
import { storeSeed } from "../seed"
import { type Printed, readCurl } from "../test-curl"

const token = "a-token"

const read = (name: string) => readFileSync(path.join(import.meta.dirname, "requests", name), "utf8")
const served = (text: string) =>
  text.replaceAll("https://gate.zequenze.com", "http://gate.test").replaceAll("YOUR_API_TOKEN", token)

function readHttp(text: string): Printed {
  const [head = "", body] = text.trim().split("\n\n", 2).length > 1 ? splitOnce(text.trim()) : [text.trim()]
  const [start = "", ...lines] = head.split("\n")
  const [method = "", target = ""] = start.split(" ")
  const headers = lines.map((line) => line.split(": ") as [string, string])
  const bearer: [string, string] = ["Authorization", `Bearer ${token}`]
  return { method, url: `http://gate.test${target}`, headers: [bearer, ...headers], body: body ?? null }
}

const splitOnce = (text: string) => {
  const end = text.indexOf("\n\n")
  return [text.slice(0, end), text.slice(end + 2)]
}

const curls = (name: string) =>
  read(name)
    .split(/\n\n(?=curl )/)
    .map((command) => readCurl(served(command)))
const requests = (name: string) => read(name).split("###\n").map(readHttp)

const documents: Record<string, Printed[]> = {
  "000": requests("000.http"),
  "001": curls("001.sh"),
  "002-old": curls("002-old.sh"),
  "002-new": curls("002-new.sh"),
  "003": requests("003.http"),
  "004": curls("004.sh"),
}
const successes: Record<string, number> = { POST: 201, DELETE: 204 }
const named = (printed: Printed[]) =>
  printed.map((one) => [one.method, one.url.replace("http://gate.test/api/v1", ""), one] as const)

describe("the requests of the documents, as they are printed, on a GATE with the sample", () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.close())

  async function start(option: DialectOption) {
    const dialect = resolveDialect(option)
    await storeSeed(database.db, sample, { at: new Date(), dialect })
    const gate = createGateApp({ db: database.db, token, dialect })
    return async ({ url, ...init }: Printed) => {
      const response = await gate.fetch(new Request(url, init))
      return { status: response.status, text: await response.text() }
    }
  }
  const sampleDialect = () => {
    const options = readOptions(["--sample"])
    if (options === "help") throw new Error("no options")
    return options.dialect
  }

  test("are 46: six of each User Extra page and of User Token, ten of User", () => {
    const counts = Object.values(documents).map(({ length }) => length)
    expect(counts).toEqual([6, 6, 6, 6, 10, 6])
  })

  for (const [name, printed] of Object.entries(documents)) {
    describe(name, () => {
      test.each(named(printed))("%s %s runs by itself", async (method, _url, request) => {
        for (const dialect of [sampleDialect(), name as DialectOption]) {
          const reply = await (await start(dialect))(request)

          expect(reply.status, reply.text).toBe(successes[method] ?? 200)
        }
      })

      // Document 003 deletes an account halfway and goes on with it.
      test.skipIf(name === "003")("they run one after the other", async () => {
        const send = await start(sampleDialect())

        for (const request of printed) {
          const reply = await send(request)
          expect(reply.status, `${request.method} ${request.url} ${reply.text}`).toBe(
            successes[request.method] ?? 200,
          )
        }
      })
    })
  }

  test("a cURL of document 001 is refused the second time in its own dialect, with 409", async () => {
    const send = await start("001")
    const post = documents["001"]?.[1]
    if (!post) throw new Error("document 001 posts second")

    expect(await send(post)).toMatchObject({ status: 201 })
    expect(await send(post)).toMatchObject({ status: 409 })
  })
})
