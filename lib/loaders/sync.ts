import "server-only"
import type { SyncStatus } from "@/lib/domain/sync-status"
import { runtime } from "@/lib/runtime"
import { readSyncStatus } from "@/lib/sync/sync-status"
import { loadEventScope } from "./organizer"

/** How an event's attendees stand beside GATE's records; a 404 for everybody but its organizers. */
export async function loadSyncStatus(slug: string): Promise<SyncStatus> {
  return readSyncStatus(await runtime(), await loadEventScope(slug))
}
