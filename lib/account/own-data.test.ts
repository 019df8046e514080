import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { sweep } from "@/lib/sweep"
import { createAttendee, meal } from "@/lib/testing/account"
import { acceptedRegistration, provedPerson } from "@/lib/testing/registration-world"
import { collectOwnData } from "./own-data"
import { ownDataCsv } from "./own-data-csv"

const database = testDatabase()

const event = { questions: [meal] }

/** Reads CSV back by the rules of RFC 4180, apart from what wrote it. */
function readCsv(text: string): string[][] {
  const cells = [...text.replace(/^\uFEFF/, "").matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/g)]
  const rows: string[][] = [[]]
  for (const [, cell = "", end] of cells) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === "\r\n") rows.push([])
  }
  return rows.filter((row) => row.length === 3)
}

test("a download holds everything the journal and GATE have, and nothing of others", async () => {
  const { world, person, registrationId } = await createAttendee(database.db, { event })
  const other = await provedPerson(world, "stranger@example.org")
  await acceptedRegistration(world, {
    person: other,
    input: { firstName: "Zoltan", answers: { meal: "fish" } },
  })
  await sweep(world.context)

  const data = await collectOwnData(world.context, person.id)

  const text = JSON.stringify(data)
  expect(data.account).toMatchObject({ email: person.email, firstName: "Ana", lastName: "Reyes" })
  expect(data.registrations).toHaveLength(1)
  expect(data.registrations[0]).toMatchObject({
    id: registrationId,
    answers: [{ question: "Meal", answer: "vegan" }],
    country: null,
    locale: "es_MX",
    mails: [{ kind: "ticket", sentAt: expect.any(Date) }],
    erasedAtTheLatest: new Date("2027-06-13T15:30:00.000Z"),
  })
  expect(data.registrations[0]?.history.map(({ name }) => name)).toContain("gate_extra.created")
  expect(data.gate.user).toMatchObject({ username: person.email })
  expect(data.gate.profiles).toEqual([expect.objectContaining({ custom_field_1: "vegan", locale: "es_MX" })])
  expect(text).not.toMatch(/stranger|Zoltan|fish/)
})

test("where GATE cannot be read the download says so and holds the rest", async () => {
  const { world, person } = await createAttendee(database.db, { event })
  await world.faults([{ fault: "error", status: 503 }])

  const data = await collectOwnData(world.context, person.id)

  expect(data.gate).toEqual({ isRead: false, user: null, profiles: [] })
  expect(data.registrations[0]?.answers).toHaveLength(1)
})

test("a passport number stays masked in a download", async () => {
  const asked = {
    key: "passport",
    stage: "profile",
    field: "passport_number",
    why: "The venue asks.",
  } as const
  const passport = { ...meal, ...asked }
  const { world, person } = await createAttendee(database.db, { event: { questions: [passport] } })
  const [extra] = (await world.gateState()).extras
  await world.context.gate.userExtras.patch(extra?.id ?? "", { passport_number: "X12345678" })

  const data = await collectOwnData(world.context, person.id)

  expect(data.gate.profiles[0]?.passport_number).toBe("•••• 678")
  expect(JSON.stringify(data)).not.toContain("X12345678")
})

test("the CSV has every value of the JSON", async () => {
  const { world, person } = await createAttendee(database.db, { event })

  const data = await collectOwnData(world.context, person.id)
  const rows = readCsv(ownDataCsv(data))

  expect(rows).toContainEqual(["account", "email", person.email])
  expect(rows).toContainEqual(["registrations", "0.answers.0.answer", "vegan"])
  expect(rows).toContainEqual(["gate", "profiles.0.custom_field_1", "vegan"])
})

const payloads = [
  "=1+1",
  '=HYPERLINK("http://evil.example","x")',
  "+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1+1)",
  "\t=1+1",
  "\r=1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(1)",
  '=1+1";"=2',
  "=1\r\n=2",
]

test.each(payloads)("no spreadsheet takes %j for a formula", async (payload) => {
  const { world, person } = await createAttendee(database.db, { event })
  const data = await collectOwnData(world.context, person.id)
  const hostile = { ...data, account: { ...data.account, firstName: payload } }

  const rows = readCsv(ownDataCsv(hostile))

  expect(rows).toContainEqual(["account", "firstName", `'${payload}`])
  expect(rows.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([])
})
