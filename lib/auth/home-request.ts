import "server-only"
import { isLoopbackHost } from "@/lib/env"

type Sent = Pick<Headers, "get" | "keys">

/** Next writes these into every request that came without them: Host, port, scheme and the socket's address. */
const filledInByNext = new Set([
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-forwarded-for",
])

function isProxyHeader(name: string): boolean {
  return /^(forwarded|via|x-real-ip|x-forwarded-.*)$/.test(name) && !filledInByNext.has(name)
}

function isLoopbackAddress(address: string): boolean {
  return isLoopbackHost(address.trim().replace(/^::ffff:/i, ""))
}

/** The host of a `Host` header, without the port; nothing when it is none. */
function hostName(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ""
}

/**
 * Whether a request comes from this machine, straight to this process, under a name of this machine. What exists only
 * at home asks this as well: a page of another site can reach a loopback address through a name that resolves to it
 * (DNS rebinding), and a proxy or a tunnel brings strangers.
 */
export function isHomeRequest(sent: Sent): boolean {
  const host = sent.get("host") ?? ""
  const addresses = [sent.get("x-forwarded-for"), sent.get("x-gatehouse-peer")]
  return (
    isLoopbackHost(hostName(host)) &&
    (sent.get("x-forwarded-host") ?? host) === host &&
    (sent.get("x-forwarded-proto") ?? "http") === "http" &&
    addresses.every((address) => address === null || isLoopbackAddress(address)) &&
    ![...sent.keys()].some(isProxyHeader)
  )
}
