import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"

/**
 * Has GATE told of what organizers or the person did with a pass. What changes a registration, an event or a rule owes it by
 * triggers of the database (decision 0044).
 */
export async function oweNetworkPass(
  tx: Transaction,
  { clock, newId }: Pick<AppContext, "clock" | "newId">,
  personId: string,
): Promise<void> {
  const now = clock()
  await insertGateTask(tx, { id: newId(), personId, kind: "set_network_pass", createdAt: now, runAt: now })
}
