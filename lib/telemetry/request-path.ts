import { redactPath } from "@/lib/gate/redaction"

const gatePath = "/api/v1"

/** First parts of our addresses; whatever else is asked for is a stranger's word. */
const places = new Set([
  "api",
  "calendar",
  "covers",
  "dev",
  "e",
  "events.ics",
  "help",
  "language",
  "me",
  "organizer",
  "profile",
  "sign-in",
  "sign-out",
  "t",
  "tickets",
  "waitlist",
])

const assetPattern =
  /^\/(_next\/static\/|_next\/image|[^/]+\.(svg|png|avif|webp|ico|txt|webmanifest|woff2?)$)/
const healthPaths = new Set(["/healthz", "/readyz", "/api/health"])

const coverPattern = /^\/covers\/[^/]+\/\d+\.(avif|webp)$/

/** Whether somebody or something asked for a file or for the site's health: many, and none of them says anything. */
export function isRoutine(path: string): boolean {
  return assetPattern.test(path) || coverPattern.test(path) || healthPaths.has(path)
}

/**
 * The kind of an address, from a list that does not grow with what strangers ask for: `/`, `/tickets`,
 * `/organizer/attendees`, `asset`, `health`, `other`.
 */
export function routeClass(path: string): string {
  if (healthPaths.has(path)) return "health"
  if (assetPattern.test(path)) return "asset"
  if (path === gatePath || path.startsWith(`${gatePath}/`)) return gatePath
  const [first = "", second = "", third = ""] = path.toLowerCase().split("/").slice(1)
  if (first === "") return "/"
  if (!places.has(first)) return "other"
  const inside = organizerPlaces.has(third) ? `/organizer/${third}` : "/organizer"
  if (first === "organizer") return inside
  return first === "api" && apiPlaces.has(second) ? `/api/${second}` : `/${first}`
}

/** A word of an address of ours, a slug, a key or an id. */
const ownWord = /^[a-z0-9_.-]{0,100}$/

const organizerPlaces = new Set([
  "attendees",
  "check-in",
  "content",
  "exports",
  "messages",
  "network",
  "questions",
  "settings",
])
const apiPlaces = new Set(["organizer", "profile", "tickets", "unsubscribe", "wallet"])

/**
 * A path fit for the log: ids of ours stay, and what may be somebody's name, address or ticket does not. Without its
 * query.
 */
export function loggedPath(path: string): string {
  const [bare = ""] = path.split("?", 1)
  if (bare === gatePath || bare.startsWith(`${gatePath}/`))
    return gatePath + redactPath(bare.slice(gatePath.length))
  const kind = routeClass(bare)
  if (kind === "other") return "other"
  // A ticket's code is all there is on a ticket, and whoever has a calendar's address may read it.
  // Apple's devices name themselves in theirs.
  if (kind === "/t" || kind === "/calendar" || kind === "/api/wallet") return `${kind}/***`
  return bare
    .split("/")
    .map((part, at) => (at < 2 || ownWord.test(part) ? part : "***"))
    .join("/")
}
