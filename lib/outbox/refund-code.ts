import type { AppContext } from "@/lib/context"
import type { Database } from "@/lib/db/database"
import { refundBucket, takeReceipt } from "@/lib/db/queries/rate-limits"

/**
 * Gives an address back, once, what the code of a mail job cost that was never handed over. The client keeps the cost:
 * it could have a mail server that refuses asked without end.
 */
export async function refundCode(
  { clock }: Pick<AppContext, "clock">,
  db: Database,
  jobId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const key of await takeReceipt(tx, jobId)) await refundBucket(tx, key, clock())
  })
}
