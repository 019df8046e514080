import { notFound } from "next/navigation"

/**
 * There is nothing at this address: the same for what is not there and for what is somebody else's. Next sends such a 404
 * without words; `server/blank-answers.mjs` gives it some, at the address that was asked for (decision 0027).
 */
export function nothingHere(): never {
  notFound()
}
