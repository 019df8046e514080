import { expect, test } from "vitest"
import type { SyncStatus } from "@/lib/domain/sync-status"
import { describeSync, type SyncSetting, timeAgo } from "./sync-words"

const setting: SyncSetting = {
  language: "en",
  timeZone: "Europe/Berlin",
  words: {
    synced: "Synced {ago}",
    synced_at: "Synced at {at}",
    never: "Never",
    walking: "Walking",
    walking_of: "{seen} of {total}",
    unreachable: "Away until {at}",
    refused: "Refused",
    refresh: "Refresh",
    refreshing: "Refreshing",
    failed: "Again",
  },
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
  ["before the first walk", { ...synced, finishedAt: null }, noon, "Never"],
  [
    "in the first walk",
    { ...synced, finishedAt: null, progress: { seen: 1_200, total: 34_000 } },
    noon,
    "1,200 of 34,000",
  ],
  [
    "in a later short one",
    { ...synced, progress: { seen: 0, total: 12 } },
    noon + 60_000,
    "Synced 1 min. ago",
  ],
  ["in a later long one", { ...synced, progress: { seen: 100, total: 5_000 } }, noon, "100 of 5,000"],
  [
    "while GATE is away",
    { ...synced, trouble: "unreachable" as const, retryAt: "2027-01-10T12:03:00.000Z" },
    noon,
    "Away until 13:03",
  ],
  ["while GATE refuses", { ...synced, trouble: "refused" as const }, noon, "Refused"],
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
