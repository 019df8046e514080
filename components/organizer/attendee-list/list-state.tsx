"use client"

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react"
import type { AttendeeColumn } from "@/lib/domain/attendee-column"
import type { ColumnView } from "@/lib/domain/columns-view"
import { createListFormat } from "./list-format"
import { type Facet, type ListSetting, ListSettingProvider } from "./list-setting"
import { nobody, type Selection } from "./selection"
import { receiveColumns, receivePage, type SentPage } from "./sent-list"
import { pageKey, useAttendeePages } from "./use-attendee-pages"
import { useColumnsView } from "./use-columns-view"
import { useListAddress } from "./use-list-address"
import { type StatusCounts, useStatusCounts } from "./use-status-counts"

export type AttendeeListProps = {
  event: string
  path: string
  /** As `sendColumns` leaves them. */
  columns: AttendeeColumn[]
  /** The filters that every event has. */
  builtInFacets: Facet[]
  /** What the filters by answers call those who gave none. */
  notAnswered: string
  language: string
  timeZone: string
  may: ListSetting["may"]
  /** The rows of the address the page was rendered for. */
  firstPage: SentPage
  firstKey: string
  /** The address named a place in another list, and the rows are the first ones instead. */
  hasBadCursor: boolean
  counts: StatusCounts
  savedView: ColumnView[]
  saveView: (cols: string) => Promise<void>
}

function useList(props: AttendeeListProps, columns: AttendeeColumn[]) {
  const { event, path, firstPage, firstKey } = props
  const address = useListAddress(path, columns)
  const keys = useMemo(() => columns.map(({ key }) => key), [columns])
  const view = useColumnsView({
    keys,
    saved: props.savedView,
    cols: address.cols,
    setColumns: address.setColumns,
    remember: props.saveView,
  })
  const after = props.hasBadCursor ? null : address.after
  const first = useMemo(() => ({ key: firstKey, page: receivePage(firstPage) }), [firstKey, firstPage])
  const pages = useAttendeePages(event, address.query, after, first)
  const counts = useStatusCounts(event, props.counts)
  const [selection, setSelection] = useState<Selection>(nobody)
  const key = pageKey(address.query, after)

  // Somebody who no longer matches must not be among those an action is for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what changes, and nothing reads it
  useEffect(() => setSelection(nobody), [key])

  const { refresh } = pages
  const { refreshCounts } = counts
  /** After attendees were changed: reads again what shows them. */
  const refreshChanged = useCallback(
    (ids?: ReadonlySet<string>) => {
      refresh(ids)
      refreshCounts()
    },
    [refresh, refreshCounts],
  )
  return { ...address, ...view, ...pages, ...counts, key, selection, setSelection, refreshChanged }
}

export type ListState = ReturnType<typeof useList> & {
  hasBadCursor: boolean
  /** Where the page after the server's goes on. */
  firstNext: string | null
}

const StateContext = createContext<ListState | null>(null)

export function useListState(): ListState {
  const state = useContext(StateContext)
  if (!state) throw new Error("A part of the attendee list stands outside it")
  return state
}

/** The filters by answers, every question that offers choices: the columns have all of it. */
function questionFacets(columns: AttendeeColumn[], notAnswered: string): Facet[] {
  const none = { value: "", label: notAnswered }
  return columns.flatMap(({ key, label, options }) => {
    if (!options) return []
    if (key.startsWith("verified.")) return [{ name: key, label, options }]
    return key.startsWith("answer.") ? [{ name: key, label, options: [...options, none] }] : []
  })
}

/** Around the whole page: the list's tools stand in the page's title line, apart from the rows. */
export function AttendeeListProvider({ children, ...props }: AttendeeListProps & { children: ReactNode }) {
  const { event, path, builtInFacets, notAnswered, language, timeZone, may, hasBadCursor } = props
  const columns = useMemo(() => receiveColumns(props.columns, language), [props.columns, language])
  const state = useList(props, columns)
  const { checkIn, edit } = may
  const setting = useMemo(
    () => ({
      event,
      path,
      columns,
      facets: [...builtInFacets, ...questionFacets(columns, notAnswered)],
      format: createListFormat(language, timeZone),
      may: { checkIn, edit },
    }),
    [event, path, columns, builtInFacets, notAnswered, language, timeZone, checkIn, edit],
  )
  return (
    <ListSettingProvider value={setting}>
      <StateContext
        value={{
          ...state,
          hasBadCursor: hasBadCursor && state.after !== null,
          firstNext: props.firstPage.next,
        }}
      >
        {children}
      </StateContext>
    </ListSettingProvider>
  )
}
