import { useTranslations } from "next-intl"
import { type MouseEvent, type RefObject, useEffect, useMemo, useRef } from "react"
import { useShortcuts } from "../shortcuts"
import { isPlainClick } from "./grid-header"
import { gridKeyHandler } from "./grid-keys"
import { exportHref } from "./list-address"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { nobody, type Selection, selectedCount, selectRange, toggleOne } from "./selection"
import { toolIds } from "./tool-ids"
import { useGridFocus } from "./use-grid-focus"
import { useGridRows } from "./use-grid-rows"
import { useMedia } from "./use-media"

/** From here on the drawer stands beside the list, which keeps the keys. */
const wideEnough = "(min-width: 75rem)"

/** Milliseconds on one row before its attendee is shown: whoever holds an arrow key down passes many. */
const settleAfter = 120

/** Rows in view, the one the keyboard is on, and what keys and clicks do with them. */
export function useGrid(scroller: RefObject<HTMLElement | null>, checkIn: (id: string) => Promise<void>) {
  const t = useTranslations("list.shortcut")
  const { event, may } = useListSetting()
  const { rows, hasMore, loadMore, selection, setSelection, attendee, setAttendee, query, view } =
    useListState()
  const isWide = useMedia(wideEnough)
  const focus = useGridFocus(scroller, rows)
  const { activeId, activeIndex, focusRow } = focus
  const gridRows = useGridRows({ scroller, rows, hasMore, onLoadMore: loadMore, activeIndex })
  const loaded = useMemo(() => rows.map(({ id }) => id), [rows])
  const settling = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(settling.current), [])

  const active = rows[activeIndex]
  const focusIndex = (index: number) => {
    const row = focusRow(index)
    if (row) gridRows.scrollTo(Math.max(0, Math.min(index, rows.length - 1)))
    return row
  }
  const move = (steps: number, isRange: boolean) => {
    const row = focusIndex(activeId === null ? 0 : activeIndex + steps)
    if (!row) return
    if (isRange) setSelection((before) => selectRange(from(before, active?.id ?? row.id), row.id, loaded))
    if (attendee === null || !isWide) return
    clearTimeout(settling.current)
    settling.current = setTimeout(() => setAttendee(row.id), settleAfter)
  }
  const toggle = () => active && setSelection((before) => toggleOne(before, active.id, loaded))
  const open = (id: string | undefined) => {
    if (!id) return
    if (attendee === id) document.getElementById(toolIds.drawer)?.focus()
    else setAttendee(id)
  }
  const close = () => {
    clearTimeout(settling.current)
    if (attendee === null) return setSelection(nobody)
    setAttendee(null)
    const index = loaded.indexOf(attendee)
    focusIndex(index < 0 ? activeIndex : index)
  }

  useShortcuts({
    j: { run: () => move(1, false), label: t("next") },
    k: { run: () => move(-1, false), label: t("previous") },
    x: { run: toggle, label: t("select") },
    Enter: { run: () => open(active?.id), label: t("open") },
    Escape: { run: () => closeMenu() || close(), label: t("close") },
    e: { run: () => window.location.assign(exportHref(event, query, view)), label: t("export") },
    ...(may.checkIn && {
      i: { run: () => active && checkIn(attendee ?? active.id), label: t("check_in") },
    }),
  })

  const onClick = (click: MouseEvent<HTMLElement>) => {
    const target = click.target instanceof HTMLElement ? click.target : null
    // The header is row 1.
    const id = loaded[Number(target?.closest("tr")?.getAttribute("aria-rowindex")) - 2]
    if (!target || !id) return
    if (target.closest("td:first-child")) {
      focus.activate(id)
      setSelection((before) => (click.shiftKey ? selectRange : toggleOne)(before, id, loaded))
      return
    }
    const isMarkingText = window.getSelection()?.isCollapsed === false
    if (!isPlainClick(click) || isMarkingText) return
    click.preventDefault()
    focusIndex(loaded.indexOf(id))
    open(id)
  }
  const onKeyDown = gridKeyHandler({
    move,
    toggle,
    open: () => open(active?.id),
    close,
    rowsPerPage: gridRows.rowsPerPage,
  })
  const { onFocus, onBlur } = focus
  return {
    ...gridRows,
    activeIndex,
    loaded,
    isWide,
    close,
    selected: selectedCount(selection, rows.length),
    handlers: { onClick, onKeyDown, onFocus, onBlur },
  }
}

export type Grid = ReturnType<typeof useGrid>

/** Escape is the menu's while one is open; the shortcut has taken the key from the browser. */
function closeMenu(): boolean {
  const menu = document.querySelector<HTMLElement>(":popover-open")
  menu?.hidePopover()
  return menu !== null
}

/** A range begins where the keyboard was when none has begun yet. */
function from(selection: Selection, id: string): Selection {
  return selection.kind === "ids" && selection.anchor === null ? { ...selection, anchor: id } : selection
}
