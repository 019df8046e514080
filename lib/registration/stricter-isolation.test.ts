import { expect, onTestFinished, test } from "vitest"
import { openPostgres } from "@/lib/db/open-postgres"
import { getEvent } from "@/lib/db/queries/events"
import { createTestDatabase, setDatabaseDefault } from "@/lib/db/test-database"
import { mailedCode } from "@/lib/testing/codes"
import { createWorld, testId, testInput } from "@/lib/testing/registration-world"
import { confirmDraft } from "./confirm"
import { startDraft } from "./draft"

const people = 40
const inParallel = 8

test.each(["repeatable read", "serializable"])(
  "40 people who confirm eight at a time all get in where the database's default is %s",
  async (isolation) => {
    const database = await createTestDatabase()
    onTestFinished(database.close)
    await setDatabaseDefault(database, "default_transaction_isolation", isolation)
    const open = openPostgres(database.url ?? "", () => {})
    onTestFinished(open.close)
    const world = await createWorld(open.db, { event: { capacity: people } })
    // Places are given here; what GATE does with them afterwards would only take time.
    await world.faults([{ fault: "error", status: 503 }])
    const confirm = async (email: string) => {
      const { termsAcceptedAt: _, ...input } = testInput({ submissionId: testId() })
      const challengeId = await startDraft(world.context, world.event, { ...input, email }, { client: null })
      const confirmation = { challengeId, code: mailedCode(world, email), language: "en" }
      return confirmDraft(world.context, world.event, confirmation, async () => {})
    }

    const waiting = Array.from({ length: people }, (_, index) => `p${index}@example.org`)
    const lost: unknown[] = []
    const queue = async () => {
      for (let email = waiting.shift(); email; email = waiting.shift())
        await confirm(email).catch((e) => lost.push(e))
    }
    await Promise.all(Array.from({ length: inParallel }, queue))

    expect(lost).toEqual([])
    expect((await getEvent(open.db, world.event.id)).taken).toBe(people)
  },
)
