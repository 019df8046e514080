import { describe, expect, test } from "vitest"
import { clientBehind, clientOf } from "./client-address"

test.each([
  ["192.0.2.7", "192.0.2.7"],
  [" 192.0.2.7 ", "192.0.2.7"],
  ["192.0.2.7:51234", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:c000:207", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["[2001:db8:1:2::9]", "2001:db8:1:2::/64"],
  ["198.51.100.255", "198.51.100.255"],
  ["192.0.2.256", null],
  ["192.0.2.7.9", null],
  ["a[b::1]", null],
  ["[::1]a", null],
  ["x]@[::1", null],
  ["unknown", null],
  ["_hidden", null],
  ["", null],
  ["2001:db8::1]/x", null],
])("%s counts as %s", (address, client) => {
  expect(clientOf(address)).toBe(client)
})

describe("a client", () => {
  test("without trusted proxies is its peer: 10,000 forged headers are one client", () => {
    const clients = Array.from({ length: 10_000 }, (_, i) =>
      clientBehind(0, "198.51.100.7", `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`),
    )

    expect(new Set(clients)).toEqual(new Set(["198.51.100.7"]))
  })

  test("behind a trusted proxy is what that proxy wrote, whatever was forged in front of it", () => {
    const clients = Array.from({ length: 10_000 }, (_, i) =>
      clientBehind(1, "10.0.0.1", `10.9.${(i >> 8) & 255}.${i & 255}, 198.51.100.7`),
    )

    expect(new Set(clients)).toEqual(new Set(["198.51.100.7"]))
  })

  test.each([
    [2, "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"],
    [2, "198.51.100.7", "10.0.0.1"],
    [1, null, "10.0.0.1"],
    [1, "unknown", "10.0.0.1"],
  ])("behind %i proxies that wrote %s is %s", (hops, forwarded, client) => {
    expect(clientBehind(hops, "10.0.0.1", forwarded)).toBe(client)
  })

  test("whose peer nobody names is not known", () => {
    expect(clientBehind(0, null, "198.51.100.7")).toBeNull()
  })
})
