import { seeOther } from "./see-other"

/**
 * Leads to the page that says that there is nothing, answered 404: the same for what is not there and for what is
 * somebody else's. A page that calls `notFound` itself is sent with an empty body (vercel/next.js#62228), which stays
 * blank without JavaScript.
 */
export function nothingHere(): never {
  seeOther("/not-found")
}
