import { getLocale, getTranslations } from "next-intl/server"
import type { SyncStatus as Status } from "@/lib/domain/sync-status"
import { SyncIndicator } from "./sync-indicator"

type SyncStatusProps = {
  /** The event's slug. */
  event: string
  status: Status
  timeZone: string
  /** The page's own address, to come back to without JavaScript. */
  back: string
}

/** Stays in a sentence until the browser fills it in. */
const ago = "{ago}"
const at = "{at}"
const seen = "{seen}"
const total = "{total}"

/** "Synced 12 s ago" with a button to compare with GATE now. */
export async function SyncStatus({ event, status, timeZone, back }: SyncStatusProps) {
  const t = await getTranslations("sync")
  const words = {
    synced: t("synced", { ago }),
    synced_at: t("synced_at", { at }),
    never: t("never"),
    walking: t("walking"),
    walking_of: t("walking_of", { seen, total }),
    unreachable: t("unreachable", { at }),
    refused: t("refused"),
    refresh: t("refresh"),
    refreshing: t("refreshing"),
    failed: t("failed"),
  }
  return (
    <SyncIndicator
      event={event}
      first={status}
      timeZone={timeZone}
      language={await getLocale()}
      back={back}
      words={words}
    />
  )
}
