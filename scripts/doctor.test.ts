import { spawnSync } from "node:child_process"
import { mkdtemp, readFile, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { migrateDatabase } from "@/lib/db/migrate"
import { openDatabase } from "@/lib/db/open"
import { damage } from "@/lib/db/test-damage"
import { addEvent } from "@/lib/events/add-event"
import { testId } from "@/lib/testing/registration-world"
import { ROOT } from "./run-program.mjs"

/** Two programs and three openings of PGlite take 10 s, and a busy machine several times that. */
const startLimitMs = 120_000

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "gatehouse-doctor-"))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

async function change(write: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<unknown>) {
  const open = await openDatabase({ dataDir })
  await write(open)
  await open.close()
}

function doctor(...args: string[]) {
  const env = { ...process.env, DATA_DIR: dataDir }
  const options = { cwd: ROOT, env, encoding: "utf8" } as const
  const program = ["--import", "tsx", "scripts/doctor.ts", ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, program, options)
  return { status, said: stdout + stderr }
}

test(
  "`npm run doctor` ends with 2 where it cannot look, 0 when all is well, and 1 with what is not",
  async () => {
    expect(doctor()).toEqual({ status: 2, said: `There is no database in ${dataDir}.\n` })

    await change(async (open) => {
      await migrateDatabase(open)
      const event = {
        ...{ slug: "small", title: "Small", host: "Northside", description: "", terms: "Be kind." },
        ...{ startsAt: "2027-05-14T09:00:00Z", endsAt: "2027-05-14T17:00:00Z", timeZone: "UTC" },
        ...{ venueName: "Hall B", organization: { name: "northside", id: "1" } },
      }
      await addEvent({ db: open.db, clock: () => new Date(), newId: testId }, event)
    })
    expect(doctor()).toEqual({ status: 0, said: "Registrations: none. Violations: 0.\n" })

    await change((open) => damage(open.db, "update event set taken = 1"))
    const { status, said } = doctor("--json")
    expect(status).toBe(1)
    expect(JSON.parse(said)).toMatchObject({
      violations: [{ invariant: "I2", problem: "counts 1 places taken, but 0 hold one" }],
    })
  },
  startLimitMs,
)

test(
  "with a file of marks it tells of a trail that was there when it looked last, and leaves the file as it was",
  async () => {
    const marks = path.join(dataDir, "marks")
    const act = `insert into organizer_event (organization_id, actor_id, name, at, detail)
      values ('1', '${testId()}', 'event.published', now(), '{}')`
    await change(async (open) => {
      await migrateDatabase(open)
      await damage(open.db, "update event set taken = 0")
      await damage(open.db, act)
    })
    expect(doctor("--marks", marks).status).toBe(0)
    const written = await readFile(marks, "utf8")
    expect(written).toMatch(/^\{"subject":"organization 1","length":1,"hash":"[0-9a-f]{64}"\}\n$/)
    expect((await stat(marks)).mode & 0o777).toBe(0o600)

    await change(async (open) => {
      await damage(open.db, "delete from organizer_event")
      await damage(open.db, "delete from audit_chain")
    })
    const { status, said } = doctor("--marks", marks)

    expect({ status, said }).toMatchObject({
      status: 1,
      said: expect.stringContaining("trail organization 1: has lost its whole trail"),
    })
    expect(await readFile(marks, "utf8")).toBe(written)
  },
  startLimitMs,
)
