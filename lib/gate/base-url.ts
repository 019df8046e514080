import { GateConfigurationError } from "./errors"

export type BaseUrl = { origin: string; basePath: string }

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/**
 * Splits GATE's base URL, such as `https://gate.example/api/v1`, into origin and path. Plain http is only for this
 * machine: personal data and the token travel on it (contract §9.2).
 * @throws GateConfigurationError naming the fault, never the value, which may hold a password
 */
export function parseBaseUrl(text: string): BaseUrl {
  if (!URL.canParse(text)) throw new GateConfigurationError("The GATE base URL is not a URL.")
  const url = new URL(text)
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new GateConfigurationError("The GATE base URL must begin with https://.")
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new GateConfigurationError("The GATE base URL must use https unless its host is this machine.")
  }
  if (url.username || url.password) {
    throw new GateConfigurationError("The GATE base URL must not hold a user name or password.")
  }
  if (url.search || url.hash) {
    throw new GateConfigurationError("The GATE base URL must not have a query or fragment.")
  }
  return { origin: url.origin, basePath: url.pathname.replace(/\/+$/, "") }
}
