"use client"

import type { PointerEvent } from "react"

type ResizeHandleProps = {
  /** Called with the width in pixels while it is dragged, and once more with `isDone` at its end. */
  onResize: (width: number, isDone: boolean) => void
}

const handleLook =
  "absolute inset-y-0 -end-[0.3125rem] z-1 w-2.5 cursor-col-resize touch-none after:absolute after:inset-y-1/4 after:start-1/2 after:w-px after:bg-line hover:after:inset-y-0 hover:after:w-0.5 hover:after:bg-solid active:after:inset-y-0 active:after:w-0.5 active:after:bg-solid noscript:hidden"

/** The edge of a column, for a pointer; with the keyboard its width is a slider in the columns' menu. */
export function ResizeHandle({ onResize }: ResizeHandleProps) {
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    const handle = event.currentTarget
    const header = handle.parentElement
    if (!header || event.button !== 0) return
    event.preventDefault()
    handle.setPointerCapture(event.pointerId)
    const [from, width] = [event.clientX, header.offsetWidth]
    const sign = getComputedStyle(header).direction === "rtl" ? -1 : 1
    let latest = width
    let frame = 0
    const move = ({ clientX }: globalThis.PointerEvent) => {
      latest = width + sign * (clientX - from)
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => onResize(latest, false))
    }
    const end = () => {
      cancelAnimationFrame(frame)
      handle.removeEventListener("pointermove", move)
      if (latest !== width) onResize(latest, true)
    }
    handle.addEventListener("pointermove", move)
    handle.addEventListener("lostpointercapture", end, { once: true })
  }
  return <span className={handleLook} aria-hidden="true" onPointerDown={start} />
}
