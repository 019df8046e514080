import { sql } from "drizzle-orm"
import type { Database } from "./database"

export type SealedRow = { gate_id: string; sealed: string }

/**
 * Finished registrations by the thousand, with the account and the record of each in the embedded GATE, as if everybody
 * had given a passport number: `gate_id` is the account's and the record's.
 */
export async function insertSealed(
  db: Database,
  { id, slug, organization }: { id: string; slug: string; organization: { id: string; name: string } },
  rows: SealedRow[],
): Promise<void> {
  await db.execute(sql`insert into gate.organization (id, name) values (${organization.id}::bigint, ${organization.name})
    on conflict do nothing`)
  const given = sql`(select gate_id, sealed, ('30000000-0000-4000-8000-' || lpad(gate_id, 12, '0'))::uuid as id
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (gate_id text, sealed text)) as given`
  await db.execute(sql`
    with accounts as (
      insert into gate.account (id, username, organization_id, created_at)
      select gate_id::bigint, 'sealed-' || gate_id, ${organization.id}::bigint, now() from ${given}
      returning id
    ), records as (
      insert into gate.user_extra (id, account_id, fields, created_at, updated_at)
      select gate_id::bigint, accounts.id, jsonb_build_object('event', ${slug}::text, 'passport_number', sealed), now(), now()
      from accounts join ${given} on accounts.id = gate_id::bigint
    )
    insert into person (id, email, first_name, last_name, gate_username, gate_user_id, created_at)
    select id, 'sealed' || gate_id || '@example.org', 'Ana', 'Reyes', 'sealed-' || gate_id, gate_id, '2027-01-01'
    from ${given}`)
  await db.execute(sql`
    insert into registration (id, event_id, person_id, submission_id, ticket_code, first_name, last_name, answers, locale,
      terms_accepted_at, step, gate_extra_id, run_at, created_at, finished_at)
    select id, ${id}::uuid, id, id, 'sealed-' || gate_id, 'Ana', 'Reyes', jsonb_build_object('passport', sealed), 'en_US',
      '2027-01-01', 'finished', gate_id, '2027-01-01', '2027-01-01', '2027-01-01' from ${given}`)
}

/** Ids of registrations made by `insertSealed`, by the id in GATE. */
export async function listSealedIds(db: Database): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: sql<string>`id`, gateId: sql<string>`gate_extra_id` })
    .from(sql`registration`)
    .where(sql`ticket_code like 'sealed-%'`)
  return new Map(rows.map(({ id, gateId }) => [gateId, id]))
}

/** How many texts each key has sealed, in the journal and in the embedded GATE, by the key's id. */
export async function countKeys(
  db: Database,
): Promise<{ journal: Record<string, number>; gate: Record<string, number> }> {
  const count = async (source: string) => {
    const rows = await db
      .select({ key: sql<string>`split_part(text, '.', 2)`, count: sql<number>`count(*)`.mapWith(Number) })
      .from(sql.raw(`(${source}) as given (text)`))
      .where(sql`text ~ '^v[12][.]'`)
      .groupBy(sql`1`)
    return Object.fromEntries(rows.map(({ key, count: number }) => [key, number]))
  }
  return {
    journal: await count("select value from registration, jsonb_each_text(answers)"),
    gate: await count("select fields ->> 'passport_number' from gate.user_extra"),
  }
}
