import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { backUp } from "@/lib/db/backup"
import { openPgliteMemory } from "@/lib/db/open-pglite"
import { getEvent } from "@/lib/db/queries/events"
import { findPersonByEmail } from "@/lib/db/queries/people"
import { listRegistrationsOf } from "@/lib/db/queries/registrations"
import { restore } from "@/lib/db/restore"
import { createTestDatabase } from "@/lib/db/test-database"
import { advance } from "@/lib/delivery/advance"
import { accept } from "@/lib/registration/accept"
import { acceptedRegistration, provedPerson, settleMs, testInput } from "@/lib/testing/registration-world"
import { createSyncWorld } from "@/lib/testing/sync"
import { syncDue } from "./sync"

/** The database of somebody who has only a backup left. */
async function emptyDatabase() {
  const open = await openPgliteMemory()
  onTestFinished(open.close)
  return open
}

test("who registered after the backup is there again from GATE: the same account, one place each, nobody twice", async () => {
  const [gate, lost] = [await createTestDatabase(), await createTestDatabase()]
  onTestFinished(gate.close)
  onTestFinished(lost.close)
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-restore-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const world = await createSyncWorld(lost.db, { gateDb: gate.db })
  const register = async (email: string) => {
    const id = await acceptedRegistration(world, { person: await provedPerson(world, email) })
    await advance(world.context, id)
  }
  const before = ["a@example.org", "b@example.org", "c@example.org"]
  const after = ["d@example.org", "e@example.org", "f@example.org"]
  for (const email of before) await register(email)
  const file = path.join(folder, "backup.gz")
  await backUp(lost.open, file, world.time.clock())
  await world.pass(15 * 60_000)
  for (const email of after) await register(email)
  await world.pass(settleMs + 1_000)
  const inGate = await world.gateState()

  const open = await emptyDatabase()
  await restore(open, file)
  const { db } = open
  const sync = { ...world.sync, db }
  const restored = { ...world, context: { ...world.context, db } }
  // One of them looks at once, finds no ticket and registers again, before anything was compared with GATE.
  const hasty = await acceptedRegistration(restored, {
    person: await provedPerson(restored, "d@example.org"),
  })
  await advance(restored.context, hasty)
  for (let minute = 0; minute < 10; minute++) {
    world.time.pass(61_000)
    await syncDue(sync)
  }

  expect((await getEvent(db, world.event.id)).taken).toBe(6)
  for (const email of [...before, ...after]) {
    const person = await findPersonByEmail(db, email)
    expect(await listRegistrationsOf(db, person?.id ?? "")).toMatchObject([
      { step: "finished", status: "registered" },
    ])
  }
  // Another comes later.
  const late = await findPersonByEmail(db, "e@example.org")
  const { isNew } = await accept(sync, await getEvent(db, world.event.id), late?.id ?? "", testInput())
  expect(isNew).toBe(false)
  const { users, extras } = await world.gateState()
  expect(users.map(({ id, email }) => [id, email])).toEqual(inGate.users.map(({ id, email }) => [id, email]))
  expect(extras.map(({ id, parent }) => [id, parent])).toEqual(
    inGate.extras.map(({ id, parent }) => [id, parent]),
  )
})
