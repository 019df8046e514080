import type { KeyboardEvent } from "react"

export type GridMoves = {
  /** By rows, negative upwards; `isRange` selects on the way. */
  move: (steps: number, isRange: boolean) => void
  toggle: () => void
  open: () => void
  close: () => void
  rowsPerPage: number
}

function stepsOf(key: string, rowsPerPage: number): number | null {
  switch (key) {
    case "ArrowDown":
      return 1
    case "ArrowUp":
      return -1
    case "PageDown":
      return rowsPerPage
    case "PageUp":
      return -rowsPerPage
    case "Home":
      return Number.NEGATIVE_INFINITY
    case "End":
      return Number.POSITIVE_INFINITY
    default:
      return null
  }
}

/** What the keys that are no letters do on a row (WAI-ARIA grid pattern, by rows). */
export function gridKeyHandler({ move, toggle, open, close, rowsPerPage }: GridMoves) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const isOnRow = event.target instanceof HTMLTableRowElement
    if (!isOnRow || event.metaKey || event.ctrlKey || event.altKey) return
    const steps = stepsOf(event.key, rowsPerPage)
    if (steps !== null) move(steps, event.shiftKey)
    else if (event.key === " ") toggle()
    else if (event.key === "Enter") open()
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
  }
}
