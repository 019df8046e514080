import { expect, test } from "vitest"
import { countryOfZone } from "./time-zone-country"

test.each([
  ["Europe/Berlin", "DE"],
  ["Europe/London", "GB"],
  ["America/New_York", "US"],
  ["America/Sao_Paulo", "BR"],
  ["Asia/Kolkata", "IN"],
  ["Asia/Calcutta", "IN"],
  ["America/Argentina/Buenos_Aires", "AR"],
  ["America/Buenos_Aires", "AR"],
  ["UTC", null],
])("%s is of %s", (zone, country) => {
  expect(countryOfZone(zone)).toBe(country)
})
