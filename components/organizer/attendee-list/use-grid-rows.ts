import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual"
import { type RefObject, useEffect, useMemo } from "react"
import { useHydrated } from "@/components/ui/use-hydrated"
import type { AttendeeRow } from "@/lib/domain/attendee-query"
import { useMedia } from "./use-media"

/** Pixels; the same as in attendee-grid.css. */
const size = { row: 36, card: 68, header: 36 }

/** How many rows before the last one the next page is asked for. */
const ahead = 20
const loadingRows = 3

type GridRowsOptions = {
  scroller: RefObject<HTMLElement | null>
  rows: AttendeeRow[]
  hasMore: boolean
  onLoadMore: () => void
  /** Stays mounted wherever the list is scrolled to, for it holds the focus. */
  activeIndex: number
}

/** Which rows are rendered and where; all of them until the browser runs the page. */
export function useGridRows({ scroller, rows, hasMore, onLoadMore, activeIndex }: GridRowsOptions) {
  const isHydrated = useHydrated()
  const isNarrow = useMedia("(max-width: 47.99rem)")
  const height = isNarrow ? size.card : size.row
  const header = isNarrow ? 0 : size.header
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: rows.length + (hasMore ? loadingRows : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    // Rendered in a task of its own: together with the frame's layout and paint it takes longer than 50 ms.
    useFlushSync: false,
    scrollMargin: header,
    scrollPaddingStart: header,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      const isOutside = activeIndex < (indexes[0] ?? 0) || activeIndex > (indexes.at(-1) ?? 0)
      return isOutside && activeIndex < rows.length
        ? [...indexes, activeIndex].sort((a, b) => a - b)
        : indexes
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are kept until they are measured again
  useEffect(() => virtualizer.measure(), [height, virtualizer])

  const virtual = virtualizer.getVirtualItems()
  const items = useMemo(
    () =>
      isHydrated
        ? virtual.map(({ index, start }) => ({ index, start: start - header }))
        : rows.map((_, index) => ({ index, start: 0 })),
    [isHydrated, virtual, header, rows],
  )
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (isHydrated && hasMore && last >= rows.length - ahead) onLoadMore()
  }, [isHydrated, hasMore, last, rows.length, onLoadMore])

  return {
    items,
    isHydrated,
    height: isHydrated ? virtualizer.getTotalSize() : undefined,
    rowsPerPage: Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 0) / height) - 2),
    scrollTo: (index: number) => virtualizer.scrollToIndex(index),
  }
}
