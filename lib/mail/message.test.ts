import { describe, expect, it } from "vitest"
import { oneLine, unsubscribeHeaders } from "./message"

describe("oneLine", () => {
  it.each([
    ["CR and LF", "Summit\r\nBcc: eve@example.com", "Summit Bcc: eve@example.com"],
    ["Unicode line and paragraph separators", "a\u2028b\u2029c\u0085d", "a b c d"],
    ["NUL and tab", "a\u0000b\tc", "a b c"],
    ["space at both ends", "  a  b ", "a b"],
  ])("replaces %s", (_, text, expected) => {
    expect(oneLine(text)).toBe(expected)
  })
})

describe("unsubscribeHeaders", () => {
  const mail = { to: "ana@example.org", subject: "", text: "", html: "", attachments: [] }

  it.each([
    ["a line break", "https://gatehouse.example/\r\nBcc: eve@example.com"],
    ["angle brackets", "https://gatehouse.example/?a=<b>"],
  ])("lets %s end no header", (_, unsubscribeUrl) => {
    const { "List-Unsubscribe": header } = unsubscribeHeaders({ ...mail, unsubscribeUrl })

    expect(header).toMatch(/^<https:[^<>\s]*>$/)
  })

  it("refuses what is no web address", () => {
    expect(() => unsubscribeHeaders({ ...mail, unsubscribeUrl: "mailto:eve@example.com" })).toThrow()
  })
})
