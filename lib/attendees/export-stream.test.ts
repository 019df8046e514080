import { readXlsx } from "hucre/xlsx"
import { describe, expect, test } from "vitest"
import { exportFormats } from "@/lib/domain/export-file"
import { type ExportRow, exportStream } from "./export-stream"

const columns = ["name", "completion", "answer.phone", "checked_in"]
const ana: ExportRow = ['Ana, the "first"\r\nof all', 40, "+351 912 345 678", null]
const eve: ExportRow = ["=1+1", 100, "", "2027-01-10T09:00:00.000Z"]

async function* batchesOf(...batches: ExportRow[][]) {
  yield* batches
}

async function bytes(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer())
}

test("CSV has a byte order mark, CRLF, quotes, and no live formula", async () => {
  const file = await bytes(exportStream("csv", columns, batchesOf([ana], [eve])))

  expect(file.toString("utf8")).toBe(
    `\uFEFF"name","completion","answer.phone","checked_in"\r\n` +
      `"Ana, the ""first""\r\nof all",40,"+351 912 345 678",\r\n` +
      `"'=1+1",100,"","2027-01-10T09:00:00.000Z"\r\n`,
  )
})

test("JSON is one list of objects with the column keys in order", async () => {
  const file = await bytes(exportStream("json", columns, batchesOf([ana], [], [eve])))

  const rows = JSON.parse(file.toString("utf8"))
  expect(rows).toEqual([
    { name: ana[0], completion: 40, "answer.phone": "+351 912 345 678", checked_in: null },
    { name: "=1+1", completion: 100, "answer.phone": "", checked_in: "2027-01-10T09:00:00.000Z" },
  ])
  expect(Object.keys(rows[0])).toEqual(columns)
})

test("XLSX keeps texts as texts, and numbers as numbers", async () => {
  const file = await bytes(exportStream("xlsx", columns, batchesOf([ana, eve]), "Report"))

  const [sheet] = (await readXlsx(file)).sheets
  expect(sheet?.name).toBe("Report")
  expect(sheet?.rows.map((row) => row.slice(0, 3))).toEqual([
    columns.slice(0, 3),
    ana.slice(0, 3),
    ["=1+1", 100, ""],
  ])
})

describe("nobody at all", () => {
  test.each(exportFormats)("is still a whole %s file", async (format) => {
    const file = await bytes(exportStream(format, columns, batchesOf()))

    if (format === "json") expect(JSON.parse(file.toString("utf8"))).toEqual([])
    if (format === "csv") expect(file.toString("utf8").split("\r\n")).toHaveLength(2)
    if (format === "xlsx") expect((await readXlsx(file)).sheets[0]?.rows).toEqual([columns])
  })
})

test.each(exportFormats)("a reader who leaves a %s file ends the reading of rows", async (format) => {
  let isRead = false
  let isLeft = false
  async function* endless() {
    try {
      isRead = true
      for (;;) yield Array.from({ length: 1_000 }, () => [Math.random().toString(36), 1, "x", null])
    } finally {
      isLeft = true
    }
  }
  const reader = exportStream(format, columns, endless()).getReader()
  while (!isRead) await reader.read()

  await reader.cancel()

  await expect.poll(() => isLeft).toBe(true)
})
