import { expect, test } from "vitest"
import { isHomeRequest } from "./home-request"

const host = "localhost:3000"
const asNextFillsIn = {
  host,
  "x-forwarded-host": host,
  "x-forwarded-port": "3000",
  "x-forwarded-proto": "http",
  "x-forwarded-for": "::ffff:127.0.0.1",
}

test.each<[string, Record<string, string>]>([
  ["localhost", asNextFillsIn],
  ["an address of 127.0.0.0/8", { host: "127.0.0.1:3000", "x-forwarded-for": "127.0.0.1" }],
  ["the loopback of IPv6", { host: "[::1]:3000", "x-forwarded-for": "::1", "x-gatehouse-peer": "::1" }],
  ["a name without a port", { host: "localhost" }],
])("%s is this machine", (_, headers) => {
  expect(isHomeRequest(new Headers(headers))).toBe(true)
})

test.each<[string, Record<string, string>]>([
  ["no name at all", {}],
  ["a name that may resolve to this machine", { host: "rebound.example:3000" }],
  ["a name below localhost", { host: "localhost.example" }],
  ["a name that begins like an address", { host: "127.0.0.1.example" }],
  ["a name with somebody before it", { host: "localhost@evil.example" }],
  ["an address of the network", { host: "192.0.2.2:3000" }],
  ["another name in front of a proxy", { ...asNextFillsIn, "x-forwarded-host": "tickets.example" }],
  ["a proxy that speaks https", { ...asNextFillsIn, "x-forwarded-proto": "https" }],
  ["a client behind a proxy", { ...asNextFillsIn, "x-forwarded-for": "192.0.2.7" }],
  ["a client and its proxy", { ...asNextFillsIn, "x-forwarded-for": "127.0.0.1, 192.0.2.7" }],
  ["two proxies of this machine", { ...asNextFillsIn, "x-forwarded-for": "127.0.0.1, 127.0.0.1" }],
  ["a connection from elsewhere", { host, "x-gatehouse-peer": "192.0.2.7" }],
  ["a proxy by the standard header", { host, forwarded: "for=127.0.0.1" }],
  ["a proxy that names itself", { host, via: "1.1 tunnel" }],
  ["a proxy with a header of its own", { host, "x-real-ip": "127.0.0.1" }],
  ["a proxy that moved the path", { host, "x-forwarded-prefix": "/tickets" }],
])("%s is not", (_, headers) => {
  expect(isHomeRequest(new Headers(headers))).toBe(false)
})
