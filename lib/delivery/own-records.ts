import type { GateClient } from "@/lib/gate/client"
import type { UserExtra } from "@/lib/gate/contract/user-extra"

const pageSize = 25

/** Whether a record is one of this account: a service that ignores the filter must not make another person's record ours. */
export function isOwnRecord({ parent }: Pick<UserExtra, "parent">, gateUserId: string): boolean {
  return parent === undefined || parent === null || String(parent) === gateUserId
}

/**
 * Every record of a GATE account.
 * @throws GateError
 */
export async function listOwnRecords(
  gate: Pick<GateClient, "userExtras">,
  gateUserId: string,
): Promise<UserExtra[]> {
  const records: UserExtra[] = []
  for await (const record of gate.userExtras.all({ parent: gateUserId, limit: pageSize }))
    if (isOwnRecord(record, gateUserId)) records.push(record)
  return records
}
