import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, inject, onTestFinished, test } from "vitest"
import { migrateDatabase } from "@/lib/db/migrate"
import { openDatabase } from "@/lib/db/open"
import { testGate } from "./test-gate"

// A server keeps its own data; what is shown here is that the embedded folder does.
test.skipIf(inject("postgresUrl"))("what was stored is there when the database is opened again", async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "gate-data-"))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const first = await openDatabase({ dataDir })
  await migrateDatabase(first)
  const before = testGate(first.db)
  await before.api("POST", "/user/", {
    username: "jane",
    organization: "acme",
    profile: { first_name: "Jane" },
  })
  const stored = await before.api("POST", "/user_extra/", { parent: 1, event: "Launch", accept_terms: true })
  await first.close()

  const second = await openDatabase({ dataDir })
  onTestFinished(() => second.close())
  await migrateDatabase(second)
  const after = testGate(second.db)

  expect((await after.api("GET", "/user_extra/1/")).body).toEqual(stored.body)
  expect((await after.api("GET", "/user/username/jane/")).body).toMatchObject({
    id: "1",
    organization: "acme",
  })
  expect(await after.api("POST", "/user/", { username: "joe" })).toMatchObject({ body: { id: "2" } })
})
