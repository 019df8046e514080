import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { migrateDatabase } from "@/lib/db/migrate"
import { type OpenDatabase, openDatabase } from "@/lib/db/open"
import { openPostgres } from "@/lib/db/open-postgres"
import { dataDirectoryOf, findInFiles } from "@/lib/db/test-bytes"
import { createDatabase } from "@/lib/db/test-database"

import { sendCode } from "@/lib/registration/send-code"
import { sweep } from "@/lib/sweep"
import { attendeeOf, question } from "@/lib/testing/profile"
import {
  acceptedRegistration,
  createWorld,
  provedPerson,
  settleMs,
  testId,
  type World,
} from "@/lib/testing/registration-world"
import { findPostgresPrograms } from "@/scripts/ensure-postgres.mjs"
import { saveAnswers } from "./save-answers"

/** What every sensitive answer here begins with, so that one look through a file finds any of the two hundred. */
const sensitive = `Q${process.pid}XK`
/** What every name here begins with: names are in the database by design, and show that the search finds what is there. */
const personal = `Quokka${process.pid}`

const people = 25
const rounds = 4

let folder: string
let open: OpenDatabase
let url: string | null
let world: World
const codes: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-canaries-"))
  url = inject("postgresUrl") ? await createDatabase() : null
  open = url ? openPostgres(url, () => {}) : await openDatabase({ dataDir: folder })
  await migrateDatabase(open)
  world = await createWorld(open.db, {
    event: {
      questions: [
        question({ key: "passport", field: "passport_number", why: "The venue checks who enters." }),
        question({ key: "tax", field: "tax_id", why: "For the invoice." }),
      ],
    },
  })
  await plant()
}, 300_000)
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Two hundred sensitive answers, of which each replaces another; codes to known and unknown addresses. */
async function plant(): Promise<void> {
  const registrations: string[] = []
  for (let n = 0; n < people; n++) {
    const person = await provedPerson(world, `${personal}.${n}@example.org`.toLowerCase())
    registrations.push(
      await acceptedRegistration(world, { person, input: { firstName: `${personal}n${n}` } }),
    )
    const request = { challengeId: testId(), email: person.email, language: "en", client: null }
    await sendCode(world.context, request)
  }
  await sweep(world.context)
  await world.pass(settleMs)
  const { extras } = await world.gateState()
  expect(extras).toHaveLength(people)
  for (const id of registrations) {
    const attendee = attendeeOf(world, id)
    for (let round = 0; round < rounds; round++) {
      const given = {
        passport: `${sensitive}P${id.slice(-4)}${round}`,
        tax: `${sensitive}T${id.slice(-4)}${round}`,
      }
      const result = await saveAnswers(world.context, id, attendee.form(await attendee.view(), given))
      expect(result).toMatchObject({ saved: ["passport", "tax"] })
    }
  }
  // Something to write about: GATE drops the connection after the last answer.
  await world.faults([{ method: "PATCH", fault: "drop-after", times: 1 }])
  const last = attendeeOf(world, registrations[0] ?? "")
  const form = last.form(await last.view(), { passport: `${sensitive}LAST` })
  expect(await saveAnswers(world.context, last.id, form)).toMatchObject({ kind: "waiting" })
  for (const { subject } of world.mails) {
    const [, code] = /^(\d{3} \d{3})/.exec(subject) ?? []
    if (code) codes.push(code, code.replace(" ", ""))
  }
  expect(codes.length).toBeGreaterThan(people)
}

/** The database as text, by PostgreSQL's own program. */
function dump(): string {
  const bin = findPostgresPrograms()?.bin ?? ""
  const { stdout, status, stderr } = spawnSync(path.join(bin, "pg_dump"), ["--inserts", url ?? ""], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

test("a dump holds names and addresses, no sensitive answer and no code", (context) => {
  if (!url) return context.skip("no PostgreSQL server")
  const text = dump()

  expect(text).toContain(personal)
  expect(text).not.toContain(sensitive)
  const withoutTimes = text.replace(/\d\d:\d\d:\d\d\.\d+/g, "")
  const words = new Set(withoutTimes.split(/[^0-9A-Za-z ]/))
  expect(codes.filter((code) => words.has(code))).toEqual([])
})

test("the bytes of the database's folder and of its log hold no sensitive answer and no code's mail", async (context) => {
  const here = await dataDirectoryOf(open.db)
  const directory = url ? here : folder
  if (directory === null) return context.skip("the server's folder is not here")
  const spaced = codes.filter((code) => code.includes(" "))

  const found = findInFiles(directory, [personal, sensitive, ...spaced.slice(0, 10)])

  const holds = found.filter((hit) => hit.endsWith(`: ${personal}`))
  expect(holds.some((hit) => hit.includes("base/"))).toBe(true)
  expect(holds.some((hit) => hit.includes("pg_wal/"))).toBe(true)
  expect(found.filter((hit) => !hit.endsWith(`: ${personal}`))).toEqual([])
})

test("the log and what reached GATE hold no sensitive answer, and the log no name, address or code", async () => {
  const log = world.logged()
  const sent = JSON.stringify(await world.requests())

  expect(sent).toContain(personal)
  expect(sent).not.toContain(sensitive)
  expect(log).not.toBe("")
  for (const text of [sensitive, personal, personal.toLowerCase()]) expect(log).not.toContain(text)
  expect(codes.filter((code) => log.includes(`"${code}"`) || log.includes(` ${code} `))).toEqual([])
})
