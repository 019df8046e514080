/** Crockford's base 32: no I, L, O or U, so a code survives being read aloud. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** 10 symbols are 50 bits: one guess in a hundred million million at an event of ten. */
const length = 10

/** A ticket code from `bytes` (at least 10 random ones), stored without separators. */
export function ticketCode(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % 32]).join("")
}

/** `K7Q40M9XW2` as people read it: `K7Q-40M-9XW2`. */
export function displayTicketCode(code: string): string {
  return [code.slice(0, 3), code.slice(3, 6), code.slice(6)].filter(Boolean).join("-")
}

/** What a ticket's QR code says: capitals and digits alone keep it small (ISO/IEC 18004 alphanumeric mode). */
export function ticketUrlText(siteUrl: string, code: string): string {
  return `${siteUrl}/t/${code}`.toUpperCase()
}

/** Letters people and scanners take for a digit of the alphabet. */
const mistaken: Record<string, string> = { I: "1", L: "1", O: "0" }

/** The code in what was typed or scanned, be it spaced, hyphenated, in small letters or a ticket's address; or null. */
export function readTicketCode(typed: string): string | null {
  const text = typed.trim().toUpperCase()
  const inAddress = /^HTTPS?:\/\/[^/]+\/T\/([^/?#]+)\/?$/.exec(text)?.[1]
  const symbols = (inAddress ?? text)
    .replace(/[\s-]/g, "")
    .replace(/[ILO]/g, (symbol) => mistaken[symbol] ?? symbol)
  return symbols.length === length && [...symbols].every((symbol) => alphabet.includes(symbol))
    ? symbols
    : null
}
