import type { FocusEvent, RefObject } from "react"
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react"
import type { AttendeeRow } from "@/lib/domain/attendee-query"

/**
 * Which row the keyboard is on. It has the grid's only tab stop, and keeps the focus when rows are exchanged below it:
 * the grid keeps it mounted, and where its attendee is no longer listed the first row takes its place.
 */
export function useGridFocus(grid: RefObject<HTMLElement | null>, rows: AttendeeRow[]) {
  const [activeId, setActiveId] = useState<string | null>(null)
  const activeIndex = useMemo(
    () => Math.max(0, activeId === null ? 0 : rows.findIndex(({ id }) => id === activeId)),
    [rows, activeId],
  )
  const hadFocus = useRef(false)
  const wantsFocus = useRef(false)

  useLayoutEffect(() => {
    const isLost = hadFocus.current && document.activeElement === document.body
    if (!wantsFocus.current && !isLost) return
    wantsFocus.current = false
    grid.current
      ?.querySelector<HTMLElement>(`tr[aria-rowindex="${activeIndex + 2}"]`)
      ?.focus({ preventScroll: true })
  })

  /** Makes the row at `index` the active one, and focuses it as soon as it is rendered. */
  const focusRow = useCallback(
    (index: number) => {
      const row = rows[Math.max(0, Math.min(index, rows.length - 1))]
      if (!row) return null
      wantsFocus.current = true
      setActiveId(row.id)
      return row
    },
    [rows],
  )
  /** For a row that is focused already, by a click. */
  const activate = useCallback((id: string) => setActiveId(id), [])
  const onFocus = () => {
    hadFocus.current = true
  }
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) hadFocus.current = false
  }
  return { activeId, activeIndex, focusRow, activate, onFocus, onBlur }
}
