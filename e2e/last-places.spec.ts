import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, test } from "playwright/test"
import { listPlaces } from "@/lib/db/queries/examination"
import { readOptions } from "../scripts/chaos/options"
import { startSurroundings } from "../scripts/chaos/surroundings"
import { Cleanup } from "../scripts/crowd/cleanup"
import { History } from "../scripts/crowd/history"
import { Starter } from "../scripts/crowd/starter"
import { Visitor } from "../scripts/crowd/visitor"
import { ensurePostgres } from "../scripts/ensure-postgres.mjs"

const people = 24
const places = 3

test("24 people send their codes to two sites on one PostgreSQL in one instant: 3 tickets, and 21 times full", async () => {
  test.setTimeout(240_000)
  const server = await ensurePostgres()
  test.skip(server === null, "no PostgreSQL server")
  const cleanup = new Cleanup()
  cleanup.add(async () => server?.stop())
  const folder = await mkdtemp(path.join(tmpdir(), "gatehouse-places-"))
  cleanup.add(() => rm(folder, { recursive: true, force: true }))
  try {
    const options = readOptions(["--postgres", server?.url ?? "", "--capacity", String(places), "--no-kill"])
    const { fleet, mailbox, event, storage } = await startSurroundings(options, cleanup, null)
    const history = new History(path.join(folder, "history.jsonl"))
    const place = { fleet, mailbox, history, event, starter: new Starter(people) }
    const visitors = Array.from({ length: people }, (_, index) => new Visitor(place, index + 1))

    await Promise.all(visitors.map((visitor) => visitor.register()))
    await history.close()

    const outcomes = visitors.map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === "ticket")).toHaveLength(places)
    expect(outcomes.filter((outcome) => outcome === "full")).toHaveLength(people - places)
    const open = await storage.open()
    cleanup.add(() => open.close())
    expect(await listPlaces(open.db)).toContainEqual(expect.objectContaining({ taken: places, live: places }))
  } finally {
    await cleanup.run()
  }
})
