import { useSyncExternalStore } from "react"

const never = () => () => {}

/** False on the server and until the browser runs the page: then forms and links must do without. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
