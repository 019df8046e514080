import { createTranslator } from "next-intl"
import { expect, test } from "vitest"
import type { SyncStatus } from "@/lib/domain/sync-status"
import { loadMessages } from "@/lib/i18n/messages"
import { words } from "@/lib/i18n/test-words"
import { describeSync, type SyncSetting, timeAgo } from "./describe-sync"

const setting: SyncSetting = {
  language: "en",
  timeZone: "Europe/Berlin",
  t: createTranslator({ locale: "en", messages: loadMessages("en"), namespace: "sync" }),
}

const synced: SyncStatus = {
  finishedAt: "2027-01-10T12:00:00.000Z",
  progress: null,
  trouble: null,
  retryAt: null,
  problems: 0,
}

const noon = Date.parse("2027-01-10T12:00:00.000Z")

test.each([
  ["12 seconds after a walk", synced, noon + 12_000, "Synced 12 sec. ago"],
  ["on the server, which does not know when it is read", synced, null, "Synced at 13:00"],
  ["before the first walk", { ...synced, finishedAt: null }, noon, "Not compared with GATE yet"],
  [
    "in the first walk",
    { ...synced, finishedAt: null, progress: { seen: 1_200, total: 34_000 } },
    noon,
    "Comparing with GATE: 1,200 of 34,000",
  ],
  [
    "in a later short one",
    { ...synced, progress: { seen: 0, total: 12 } },
    noon + 60_000,
    "Synced 1 min. ago",
  ],
  [
    "in a later long one",
    { ...synced, progress: { seen: 100, total: 5_000 } },
    noon,
    "Comparing with GATE: 100 of 5,000",
  ],
  [
    "while GATE is away",
    { ...synced, trouble: "unreachable" as const, retryAt: "2027-01-10T12:03:00.000Z" },
    noon,
    words("sync.unreachable", { at: "13:03" }),
  ],
  ["while GATE refuses", { ...synced, trouble: "refused" as const }, noon, words("sync.refused")],
])("%s it says so", (_, status, now, expected) => {
  expect(describeSync(status, now, setting)).toBe(expected)
})

test.each([
  [-5_000, "0 sec. ago"],
  [59_000, "59 sec. ago"],
  [3_540_000, "59 min. ago"],
  [7_200_000, "2 hr. ago"],
  [3 * 86_400_000, "3 days ago"],
])("%d ms are %s", (ms, expected) => {
  expect(timeAgo(ms, "en")).toBe(expected)
})
