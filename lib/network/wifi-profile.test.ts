import { expect, test } from "vitest"
import { wifiProfile } from "./wifi-profile"

const base = {
  registrationId: "0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f01",
  networkName: "Tom & <Ana>",
  credentials: { username: "ana@example.org", password: "abc2-def3" },
  removedAt: new Date("2027-05-14T16:00:00.000Z"),
  title: "Wi-Fi",
  description: "Joins it.",
  organization: "Northside",
}

test("a profile joins WPA2-Enterprise by name and password, and removes itself", () => {
  const text = wifiProfile(base)
  expect(text).toContain("<key>RemovalDate</key><date>2027-05-14T16:00:00Z</date>")
  expect(text).toContain("<key>SSID_STR</key><string>Tom &#38; &#60;Ana&#62;</string>")
  expect(text).toContain("<key>EncryptionType</key><string>WPA2</string>")
  expect(text).toContain("<array><integer>21</integer><integer>25</integer></array>")
  expect(text).toContain("<key>UserPassword</key><string>abc2-def3</string>")
  expect(wifiProfile(base)).toBe(text)
  expect(
    text.match(/<string>[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}<\/string>/g),
  ).toHaveLength(2)
})

test("a device asks for a password that Gatehouse does not know", () => {
  const text = wifiProfile({ ...base, credentials: { username: "ana@example.org", password: null } })
  expect(text).toContain("<key>UserName</key>")
  expect(text).not.toContain("UserPassword")
})

test("an open network with a portal has neither name nor password", () => {
  const text = wifiProfile({ ...base, credentials: null })
  expect(text).toContain("<key>EncryptionType</key><string>None</string>")
  expect(text).not.toMatch(/EAP|UserName|ana@/)
})
