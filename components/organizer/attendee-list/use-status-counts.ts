import useSWR from "swr"
import type { AttendeeStatus } from "@/lib/domain/attendee"
import { fetchJson } from "./fetch-json"

export type StatusCounts = Record<AttendeeStatus, number>

const refreshMs = 10_000

/** Attendees by status, kept up to date while the page is open; `total` of all. */
export function useStatusCounts(event: string, first: StatusCounts) {
  const { data = first, mutate } = useSWR<StatusCounts>(`/api/organizer/${event}/counts`, fetchJson, {
    fallbackData: first,
    refreshInterval: refreshMs,
    revalidateOnMount: false,
  })
  const total = Object.values(data).reduce((sum, count) => sum + count, 0)
  return { counts: data, total, refreshCounts: mutate }
}
