import { normaliseEmail } from "@/lib/domain/email"
import type { GateClient } from "@/lib/gate/client"
import type { User } from "@/lib/gate/contract/user"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { isGateError } from "@/lib/gate/errors"

export type Account = { id: string; username: string | null; email: string | null }

/** What GATE holds of one organization, as it was listed. */
export type GateSnapshot = {
  accounts: Map<string, Account>
  accountsByEmail: Map<string, Account[]>
  records: Map<string, UserExtra>
  recordsByParent: Map<string, UserExtra[]>
}

function toAccount({ id, username, email }: User): Account {
  return { id: String(id), username: username ?? null, email: normaliseEmail(email ?? "") }
}

/** The account a record belongs to; null where GATE does not say. */
function parentOf({ parent }: UserExtra): string | null {
  return parent === undefined || parent === null ? null : String(parent)
}

function group<T>(items: Iterable<T>, keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Reads every account and record of an organization. @throws GateError */
export async function readGate(
  gate: GateClient,
  organization: { id: string; name: string },
): Promise<GateSnapshot> {
  const accounts = new Map<string, Account>()
  for await (const user of gate.users.all({ organization: organization.name })) {
    accounts.set(String(user.id), toAccount(user))
  }
  const records = new Map<string, UserExtra>()
  for await (const record of gate.userExtras.all({ parent__organization_id: organization.id })) {
    records.set(String(record.id), record)
  }
  return {
    accounts,
    records,
    accountsByEmail: group(accounts.values(), ({ email }) => email),
    recordsByParent: group(records.values(), parentOf),
  }
}

async function orHidden<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if (isGateError(error) && (error.kind === "notFound" || error.kind === "forbidden")) return null
    throw error
  }
}

/** One account, asked for by itself: people may have one in another organization. Null: GATE shows none. */
export async function readAccount(gate: GateClient, id: string): Promise<Account | null> {
  const user = await orHidden(gate.users.get(id))
  return user && toAccount(user)
}
