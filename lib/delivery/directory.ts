import { createHmac } from "node:crypto"
import type { AppContext } from "@/lib/context"
import {
  type DirectoryCursor,
  type DirectoryEntry,
  readDirectory,
  saveDirectoryPage,
} from "@/lib/db/queries/gate-accounts"
import { normaliseEmail } from "@/lib/domain/email"
import type { User } from "@/lib/gate/contract/user"
import type { CallOptions } from "@/lib/gate/exchange"

const pageSize = 100

/** 5,000 accounts a call are read well within a lease. The next call goes on where this one stopped. */
const maxPages = 50

/** Accounts whose address changed in GATE are met again when the list is read from the start. */
const rewalkAfterMs = 24 * 60 * 60_000

type DirectoryContext = Pick<AppContext, "db" | "gate" | "clock" | "keys">

/** `isWhole` is false when the list is longer than one call reads: an account not among `ids` may still come. */
export type DirectoryMatches = { ids: string[]; isWhole: boolean }

/**
 * Ids of GATE accounts of an organization that may have this address. GATE's user list has no filter for it
 * (contract §5), so new rows of the list are read first; each id must still be checked against the account itself.
 */
export async function findUserIdsByEmail(
  context: DirectoryContext,
  organization: string,
  email: string,
  options: CallOptions = {},
): Promise<DirectoryMatches> {
  const emailHash = hashEmail(context, email)
  // Read together: what is beyond the cursor is met in the list, what is before it is among these ids.
  const { cursor, ids } = await readDirectory(context.db, { organization, emailHash })
  const { isWhole, met } = await readNewAccounts(context, organization, cursor, options)
  const ofAddress = met.flatMap((entry) => (entry.emailHash === emailHash ? entry.userId : []))
  return { ids: [...new Set([...ids, ...ofAddress])].sort(), isWhole }
}

/** The accounts that were met in the list, and whether its end was reached. */
async function readNewAccounts(
  context: DirectoryContext,
  organization: string,
  cursor: DirectoryCursor | null,
  options: CallOptions,
): Promise<{ isWhole: boolean; met: DirectoryEntry[] }> {
  const { db, gate, clock } = context
  const now = clock()
  const met: DirectoryEntry[] = []
  const isStale = !cursor || now.getTime() - cursor.walkedAt.getTime() > rewalkAfterMs
  let position = isStale ? 0 : cursor.position
  const walkedAt = isStale ? now : cursor.walkedAt
  for (let page = 0; page < maxPages; page++) {
    const query = { organization, limit: pageSize, offset: position }
    const { count, results } = await gate.users.list(query, options)
    // Accounts were deleted: everything behind them moved up, so the list is read again.
    position = count < position ? 0 : position + results.length
    const entries = results.flatMap((user) => toEntry(context, organization, user))
    met.push(...entries)
    const isKnown = !isStale && page === 0 && entries.length === 0 && position === cursor.position
    if (!isKnown) await saveDirectoryPage(db, { organization, entries, position, walkedAt })
    if (position >= count || (results.length === 0 && position > 0)) return { isWhole: true, met }
  }
  return { isWhole: false, met }
}

function toEntry(context: DirectoryContext, organization: string, user: User) {
  const email = normaliseEmail(user.email ?? "")
  return email ? [{ organization, userId: String(user.id), emailHash: hashEmail(context, email) }] : []
}

function hashEmail({ keys }: DirectoryContext, email: string): string {
  return createHmac("sha256", keys.directory).update(email).digest("base64url")
}
