import { useSearchParams } from "next/navigation"
import { useCallback, useEffect, useMemo, useRef } from "react"
import type { AttendeeColumn } from "@/lib/domain/attendee-column"
import { type AttendeeQuery, parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { type AddressRest, listSearch } from "./list-address"

/**
 * The list's state is its address. Changes go through the History API, which Next turns into a new render without
 * asking the server. `typing` makes one step to go back to out of everything typed in a row.
 */
export function useListAddress(path: string, columns: AttendeeColumn[]) {
  const params = useSearchParams()
  const { query, problems } = useMemo(
    () => parseAttendeeQuery(new URLSearchParams(params.toString()), columns),
    [params, columns],
  )
  const [after, cols, attendee] = [params.get("after"), params.get("cols"), params.get("a")]
  const isTyping = useRef(false)
  const latest = useRef({ query, after, cols, attendee })

  useEffect(() => {
    latest.current = { query, after, cols, attendee }
  }, [query, after, cols, attendee])
  useEffect(() => {
    const stop = () => {
      isTyping.current = false
    }
    window.addEventListener("popstate", stop)
    return () => window.removeEventListener("popstate", stop)
  }, [])

  const go = useCallback(
    (next: AttendeeQuery, how: "push" | "replace" | "typing", rest: AddressRest = {}) => {
      const address = path + listSearch(next, { ...latest.current, ...rest })
      const isReplacing = how === "replace" || (how === "typing" && isTyping.current)
      if (isReplacing) window.history.replaceState(null, "", address)
      else window.history.pushState(null, "", address)
      isTyping.current = how === "typing" || (how === "replace" && isTyping.current)
      latest.current = { ...latest.current, ...rest, query: next }
    },
    [path],
  )

  /** Another query: from its first row on. */
  const setQuery = useCallback(
    (change: (query: AttendeeQuery) => AttendeeQuery, how: "push" | "typing" = "push") =>
      go(change(latest.current.query), how, { after: null }),
    [go],
  )
  const setColumns = useCallback(
    (text: string | null) => go(latest.current.query, "replace", { cols: text }),
    [go],
  )
  /** Opens somebody's drawer, or closes it. Walking from one to the next is one step to go back to. */
  const setAttendee = useCallback(
    (id: string | null) => {
      const isOpening = id !== null && latest.current.attendee === null
      go(latest.current.query, isOpening ? "push" : "replace", { attendee: id })
    },
    [go],
  )
  return { query, problems, after, cols, attendee, setQuery, setColumns, setAttendee }
}
