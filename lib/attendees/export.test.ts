import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { noFilter } from "@/lib/domain/attendee-query"
import { exportFormats } from "@/lib/domain/export-file"
import { proveReveal, requestRevealCode } from "@/lib/organizers/reveal"
import type { EventScope } from "@/lib/organizers/scope"
import { saveAnswers } from "@/lib/profile/save-answers"
import { createDesk, type Desk } from "@/lib/testing/desk"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { attendeeOf } from "@/lib/testing/profile"
import { acceptedRegistration, testId } from "@/lib/testing/registration-world"
import {
  downloadExport,
  type ExportRequest,
  exportLifetimeMs,
  findOwnExport,
  listPastExports,
  requestExport,
} from "./export"
import { everyAttendee } from "./list"

const database = testDatabase()

const passport = "C01X00T4789"

function request(overrides: Partial<ExportRequest> = {}): ExportRequest {
  const columns = ["name", "answer.diet"]
  return { id: testId(), format: "json", query: noFilter, columns, isSensitive: false, ...overrides }
}

async function read(desk: Desk, scope: EventScope, id: string): Promise<string | null> {
  const file = await downloadExport(desk.context, scope, id)
  return file && new Response(file.body).text()
}

async function readRows(desk: Desk, id: string): Promise<Record<string, unknown>[]> {
  return JSON.parse((await read(desk, desk.scope, id)) ?? "null")
}

/** Types the newest code mailed to the organizer. */
async function confirmWithCode({ context, scope, mails }: Desk) {
  const challengeId = testId()
  await requestRevealCode(context, scope, { challengeId, client: null, language: "en" })
  const code =
    /(\d{3}) (\d{3})/
      .exec(mails.at(-1)?.subject ?? "")
      ?.slice(1)
      .join("") ?? ""
  await proveReveal(context, scope, { challengeId, code })
}

async function answerPassport(desk: Desk, id: string) {
  const attendee = attendeeOf(desk, id)
  await saveAnswers(desk.context, id, attendee.form(await attendee.view(), { passport }))
}

test("a file has exactly the attendees, columns and order of the list", async () => {
  const desk = await createDesk(database.db)
  await desk.attendee({ firstName: "Bea", answers: { diet: "vegan" } })
  await desk.attendee({ firstName: "Cid", answers: { diet: "meat" } })
  await desk.attendee({ firstName: "Ana", answers: { diet: "vegan" } })
  const query = {
    ...noFilter,
    facets: { "answer.diet": ["vegan"] },
    sort: { key: "name", direction: "asc" as const },
  }
  const file = request({ query })

  await requestExport(desk.context, desk.scope, file)

  expect(await readRows(desk, file.id)).toEqual([
    { name: "Ana Reyes", "answer.diet": "vegan" },
    { name: "Bea Reyes", "answer.diet": "vegan" },
  ])
  expect(await findOwnExport(desk.context, desk.scope, file.id)).toMatchObject({ total: 2, written: 2 })
})

test("a list of several pages is whole, and nobody stands in it twice", async () => {
  const desk = await createDesk(database.db)
  const names = ["Ana", "Bea", "Cid", "Dan", "Eva"]
  for (const firstName of names) await acceptedRegistration(desk, { input: { firstName } })

  const pages: string[][] = []
  const query = { ...noFilter, sort: { key: "name", direction: "asc" as const } }
  for await (const rows of everyAttendee(desk.context, desk.scope, query, 2))
    pages.push(rows.map(({ name }) => name))

  expect(pages.map((page) => page.length)).toEqual([2, 2, 1])
  expect(pages.flat()).toEqual(names.map((name) => `${name} Reyes`))
})

test("nobody else has the file: not a colleague, not another event, and nobody a quarter of an hour later", async () => {
  const desk = await createDesk(database.db)
  await desk.attendee()
  const colleague = await testEventScope(desk, await testOrganizer(desk))
  const other = await desk.addEvent()
  const otherScope = await testEventScope(desk, desk.scope, other.slug)
  const file = request()
  await requestExport(desk.context, desk.scope, file)

  expect(await read(desk, colleague, file.id)).toBeNull()
  expect(await read(desk, otherScope, file.id)).toBeNull()
  expect(await read(desk, desk.scope, testId())).toBeNull()
  expect(await read(desk, desk.scope, file.id)).not.toBeNull()
  await desk.pass(exportLifetimeMs)
  expect(await read(desk, desk.scope, file.id)).toBeNull()
})

test("passport numbers are dots for whoever did not confirm with a code", async () => {
  const desk = await createDesk(database.db)
  await answerPassport(desk, await desk.attendee())
  const columns = ["answer.passport"]

  const isPrepared = await requestExport(desk.context, desk.scope, request({ columns, isSensitive: true }))
  const file = request({ columns })
  await requestExport(desk.context, desk.scope, file)

  expect(isPrepared).toBe(false)
  expect(await readRows(desk, file.id)).toEqual([{ "answer.passport": "••••" }])
})

test("with a fresh code they are in clear, and the trail says who exported them", async () => {
  const desk = await createDesk(database.db)
  await answerPassport(desk, await desk.attendee())
  await confirmWithCode(desk)
  const file = request({ columns: ["answer.passport"], isSensitive: true })

  await requestExport(desk.context, desk.scope, file)

  expect(await readRows(desk, file.id)).toEqual([{ "answer.passport": passport }])
  expect(await listPastExports(desk.context, desk.scope)).toMatchObject([
    { actorEmail: desk.scope.email, isSensitive: true, total: 1 },
  ])
  expect(desk.logged()).not.toContain(passport)
})

test("the same form sent twice is one export", async () => {
  const desk = await createDesk(database.db)
  const file = request()

  await requestExport(desk.context, desk.scope, file)
  await requestExport(desk.context, desk.scope, file)

  expect(await listPastExports(desk.context, desk.scope)).toHaveLength(1)
})

test("the log ends with the number of rows, whole or not", async () => {
  const desk = await createDesk(database.db)
  await desk.attendee()
  const [whole, left] = [request({ format: "csv" }), request({ format: "csv" })]
  await requestExport(desk.context, desk.scope, whole)
  await requestExport(desk.context, desk.scope, left)

  await read(desk, desk.scope, whole.id)
  const reader = (await downloadExport(desk.context, desk.scope, left.id))?.body.getReader()
  await reader?.read()
  await reader?.read()
  await reader?.cancel()

  const lines = desk
    .logged()
    .split("\n")
    .filter((line) => line.includes("attendees exported"))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { export: whole.id, rows: 1, isWhole: true },
    { export: left.id, isWhole: false },
  ])
})

test.each(exportFormats)("an event without attendees gives a whole %s file", async (format) => {
  const desk = await createDesk(database.db)
  const file = request({ format })

  await requestExport(desk.context, desk.scope, file)

  const found = await downloadExport(desk.context, desk.scope, file.id)
  expect(found?.fileName).toBe(`${desk.event.slug}-attendees-2027-01-10-0-rows.${format}`)
  expect((await new Response(found?.body).arrayBuffer()).byteLength).toBeGreaterThan(2)
})
