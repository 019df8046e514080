import { expect, test } from "vitest"
import { portalHref, wifiCode } from "./wifi-join"

test("a code joins with the person's own name and password", () => {
  const credentials = { username: "ana@example.org", password: "abc2-def3" }
  expect(wifiCode({ networkName: "Summit", credentials })).toBe(
    "WIFI:T:WPA2-EAP;S:Summit;E:PEAP;PH2:MSCHAPV2;I:ana@example.org;P:abc2-def3;;",
  )
})

test("a network with a portal is joined openly", () => {
  expect(wifiCode({ networkName: "Summit", credentials: null })).toBe("WIFI:T:nopass;S:Summit;;")
})

test("what means something in a code is escaped", () => {
  expect(wifiCode({ networkName: String.raw`a;b,c:d"e\f`, credentials: null })).toBe(
    String.raw`WIFI:T:nopass;S:a\;b\,c\:d\"e\\f;;`,
  )
})

test("the portal is given the password over https alone", () => {
  const account = { username: "ana@example.org", password: "abc2&x" }
  expect(portalHref("https://portal.example/login?site=1", account)).toBe(
    "https://portal.example/login?site=1&username=ana%40example.org&password=abc2%26x",
  )
  expect(portalHref("http://10.0.0.1/", account)).toBe("http://10.0.0.1/?username=ana%40example.org")
  expect(portalHref("https://portal.example", { ...account, password: null })).not.toContain("password")
})
