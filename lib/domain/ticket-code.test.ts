import fc from "fast-check"
import { expect, test } from "vitest"
import { displayTicketCode, readTicketCode, ticketCode, ticketUrlText } from "./ticket-code"

test("a code is ten symbols that survive being read aloud", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 20 }), (bytes) =>
      /^[0-9A-HJKMNP-TV-Z]{10}$/.test(ticketCode(bytes)),
    ),
  )
})

test("every symbol is as likely as any other", () => {
  const symbols = Array.from({ length: 256 }, (_, byte) =>
    ticketCode(new Uint8Array(10).fill(byte)).charAt(0),
  )

  const counts = new Map<string, number>()
  for (const symbol of symbols) counts.set(symbol, (counts.get(symbol) ?? 0) + 1)

  expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8))
})

test("people read it in three groups", () => {
  expect(displayTicketCode("K7Q40M9XW2")).toBe("K7Q-40M-9XW2")
  expect(displayTicketCode("K7Q")).toBe("K7Q")
})

test("a ticket's QR code says its address in capitals, and is read as the code", () => {
  const text = ticketUrlText("https://tickets.example", "K7Q40M9XW2")

  expect(text).toBe("HTTPS://TICKETS.EXAMPLE/T/K7Q40M9XW2")
  expect(readTicketCode(text)).toBe("K7Q40M9XW2")
})

test.each([
  ["K7Q40M9XW2", "K7Q40M9XW2"],
  [" k7q-40m-9xw2 ", "K7Q40M9XW2"],
  ["K7Q 4OM 9XW2", "K7Q40M9XW2"],
  ["kiq 4lm oxw2", "K1Q41M0XW2"],
  ["HTTPS://TICKETS.EXAMPLE/T/K7Q40M9XW2", "K7Q40M9XW2"],
  [" https://tickets.example/t/K7Q40M9XW2\n", "K7Q40M9XW2"],
  ["https://tickets.example/t/K7Q40M9XW2/calendar.ics", null],
  ["see https://tickets.example/t/K7Q40M9XW2", null],
  ["http://localhost:3000/t/k7q40m9xw2/", "K7Q40M9XW2"],
  ["Ana Reyes", null],
  ["K7Q40M9XW", null],
  ["K7Q40M9XWU", null],
  ["https://elsewhere.example/x/K7Q40M9XW2", null],
  ["", null],
])("what was scanned as %j is the code %j", (typed, code) => {
  expect(readTicketCode(typed)).toBe(code)
})
