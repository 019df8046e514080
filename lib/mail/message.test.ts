import { describe, expect, it } from "vitest"
import { oneLine } from "./message"

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
