const v4 = /^(?:\d{1,3}\.){3}\d{1,3}$/

function isV4(text: string): boolean {
  return v4.test(text) && text.split(".").every((part) => Number(part) <= 255)
}

/** The eight groups of an IPv6 address in lower case, or null. */
function groupsOf(text: string): string[] | null {
  // A URL's host is the one parser of IPv6 that every JavaScript has.
  const url = `http://[${text}]`
  if (!/^[\da-f.]*:[\da-f:.]*$/i.test(text) || !URL.canParse(url)) return null
  const [head = "", tail] = new URL(url).hostname.slice(1, -1).split("::")
  const [left, right] = [head, tail ?? ""].map((part) => part.split(":").filter(Boolean)) as [
    string[],
    string[],
  ]
  const missing = 8 - left.length - right.length
  return [...left, ...Array<string>(missing).fill("0"), ...right]
}

/** `::ffff:c000:201` is 192.0.2.1. */
function mappedV4(groups: string[]): string | null {
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return null
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join(".")
}

/**
 * What counts as one client: an IPv4 address, also one written as IPv6, or the first half of an IPv6 address, which is
 * what a home or a telephone is given to choose addresses from. A port or a zone is left out. Null when it is no address.
 */
export function clientOf(address: string): string | null {
  const text = address.trim().replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
  const bare = text.replace(/^([\d.]+):\d+$/, "$1").replace(/%.*/, "")
  if (isV4(bare)) return bare
  const groups = groupsOf(bare)
  return groups && (mappedV4(groups) ?? `${groups.slice(0, 4).join(":")}::/64`)
}

/**
 * The client of a request: its peer, or with `hops` trusted proxies in front the entry of X-Forwarded-For that the
 * outermost of them wrote. Fewer entries than proxies, or an entry that is no address: the peer. A header that anybody
 * can write counts for nothing (reliability V3).
 */
export function clientBehind(hops: number, peer: string | null, forwardedFor: string | null): string | null {
  const entry = hops > 0 ? forwardedFor?.split(",").at(-hops) : undefined
  return (entry && clientOf(entry)) || (peer && clientOf(peer)) || null
}
