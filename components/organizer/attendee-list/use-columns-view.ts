import { useCallback, useEffect, useMemo, useRef, useState } from "react"
import { type ColumnView, parseView, viewText } from "@/lib/domain/columns-view"

/** Milliseconds without another change before a view is remembered. */
const rememberAfter = 400

type ColumnsViewOptions = {
  keys: string[]
  /** As it was remembered when the page was rendered. */
  saved: ColumnView[]
  /** `cols` of the address: somebody else's view, or what was changed here since. */
  cols: string | null
  setColumns: (text: string) => void
  remember: (text: string) => Promise<void>
}

/** The columns that are shown. A change is in the address at once, and remembered on the server a moment later. */
export function useColumnsView({ keys, saved, cols, setColumns, remember }: ColumnsViewOptions) {
  const { view: settled, unknown } = useMemo(
    () => (cols === null ? { view: saved, unknown: [] } : parseView(cols, keys)),
    [cols, keys, saved],
  )
  // While an edge is dragged: the address is not written sixty times a second.
  const [dragged, setDragged] = useState<ColumnView[] | null>(null)
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const view = dragged ?? settled

  const setView = useCallback(
    (next: ColumnView[], isDone = true) => {
      setDragged(isDone ? null : next)
      const text = viewText(next)
      if (!isDone || text === viewText(settled)) return
      setColumns(text)
      clearTimeout(waiting.current)
      waiting.current = setTimeout(() => void remember(text).catch(() => {}), rememberAfter)
    },
    [setColumns, remember, settled],
  )
  useEffect(() => () => clearTimeout(waiting.current), [])
  return { view, unknown, setView }
}
