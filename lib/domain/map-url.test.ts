import { expect, test } from "vitest"
import { mapUrl } from "./map-url"

test("a place is searched by its address, and by its name where there is none", () => {
  const place = { venueName: "Kraftwerk & Co", venueAddress: "Köpenicker Str. 70, Berlin" }

  expect(new URL(mapUrl(place)).searchParams.get("query")).toBe("Köpenicker Str. 70, Berlin")
  expect(new URL(mapUrl({ ...place, venueAddress: null })).searchParams.get("query")).toBe("Kraftwerk & Co")
})
