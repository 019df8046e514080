/**
 * Reads an int8, so also a `count(*)`, the same way on both drivers: node-postgres would give a string.
 * A value a number cannot hold exactly becomes a bigint; no column of ours holds one.
 */
export function parseInt8(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}
