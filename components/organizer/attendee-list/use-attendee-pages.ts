import { useCallback, useMemo } from "react"
import useSWRInfinite from "swr/infinite"
import { type AttendeePage, type AttendeeQuery, attendeeSearchParams } from "@/lib/domain/attendee-query"
import { fetchJson } from "./fetch-json"

/** The page the server rendered, and the `pageKey` it is for. */
export type FirstPage = { key: string; page: AttendeePage }

/** Tells the first pages of different addresses apart. */
export function pageKey(query: AttendeeQuery, after: string | null): string {
  const params = attendeeSearchParams(query)
  if (after) params.set("after", after)
  return params.toString()
}

/** The rows of a query, page after page. While another query is on its way the rows of the last one stay. */
export function useAttendeePages(
  event: string,
  query: AttendeeQuery,
  after: string | null,
  first: FirstPage,
) {
  const fallbackData = useMemo(() => [first.page], [first])
  const isFirst = pageKey(query, after) === first.key
  const { data, error, size, setSize, isLoading, isValidating, mutate } = useSWRInfinite<AttendeePage>(
    (index: number, previous: AttendeePage | null) => {
      if (previous && previous.next === null) return null
      const key = pageKey(query, index === 0 ? after : (previous?.next ?? null))
      return `/api/organizer/${event}/attendees${key && `?${key}`}`
    },
    fetchJson,
    {
      ...(isFirst && { fallbackData }),
      keepPreviousData: true,
      revalidateFirstPage: false,
      revalidateOnMount: false,
      revalidateOnFocus: false,
      // Pages are compared by content otherwise, which grows with every page that was scrolled past.
      compare: Object.is,
    },
  )
  const pages = data ?? fallbackData
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages])
  const hasMore = pages.at(-1)?.next !== null

  const loadMore = useCallback(() => {
    if (!isValidating && !error) setSize(size + 1)
  }, [isValidating, error, setSize, size])
  /** Reads the pages that hold one of these attendees again; without ids all of them. */
  const refresh = useCallback(
    (ids?: ReadonlySet<string>) =>
      mutate((before) => before, {
        revalidate: (page?: AttendeePage) => !page || !ids || page.rows.some(({ id }) => ids.has(id)),
      }),
    [mutate],
  )
  const count = pages[0]?.count ?? first.page.count
  // The server's page is not in SWR's cache, which therefore waits while its successor is read.
  const isBusy = isLoading && !isFirst
  return { rows, count, hasMore, loadMore, refresh, isBusy, hasFailed: Boolean(error) }
}
