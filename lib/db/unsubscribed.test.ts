import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { migrateDatabase } from "./migrate"
import { marketingConsent } from "./schema/marketing"
import { createEarlierDatabase } from "./test-database"

test("who unsubscribed under an earlier version has taken back what they had said yes to, and nothing later", async () => {
  const database = await createEarlierDatabase("unsubscribed")
  const [early, late, off] = [
    "2027-01-01T00:00:00.000Z",
    "2027-01-03T00:00:00.000Z",
    "2027-01-02T00:00:00.000Z",
  ]
  for (const [number, offAt, givenAt] of [
    [1, off, early],
    [2, off, late],
    [3, null, early],
  ] as const) {
    const id = `10000000-0000-4000-8000-00000000000${number}`
    await database.db.execute(sql`
      insert into person (id, email, first_name, last_name, gate_username, gate_user_id, created_at, reminders_off_at)
      values (${id}, ${`p${number}@example.org`}, 'Ana', 'Reyes', ${`p${number}`}, ${String(number)}, ${early}, ${offAt})`)
    await database.db.execute(sql`
      insert into marketing_consent (id, person_id, organization_id, wording, source, given_at)
      values (${id}, ${id}, '7', 'Yes', 'own_page', ${givenAt})`)
  }

  await migrateDatabase(database.open)

  const consents = await database.db
    .select({ at: marketingConsent.withdrawnAt })
    .from(marketingConsent)
    .orderBy(marketingConsent.id)
  expect(consents.map(({ at }) => at?.toISOString())).toEqual([off, undefined, undefined])
  await database.close()
})
