/** What a key stands for: a letter in lower case whatever the layout, `Shift+ArrowDown`, `Space`, `?`. */
export function keyName({ key, code, shiftKey }: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string {
  if (key === " ") return shiftKey ? "Shift+Space" : "Space"
  if (key.length > 1) return shiftKey && key !== "Shift" ? `Shift+${key}` : key
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  // On an Arabic or Cyrillic layout the key that would be A still means A.
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter && /\p{L}/u.test(key)) return letter.toLowerCase()
  return key === "؟" ? "?" : key
}

/** How long the second key of `g a` may take, in milliseconds. */
const sequenceMs = 1_500

/** The first key of a sequence that was begun, and when. */
export type Begun = { key: string; at: number } | null

/** Which of the known shortcuts a key completes, and what is begun after it. */
export function matchKey(
  known: ReadonlySet<string>,
  begun: Begun,
  pressed: { key: string; at: number },
): { shortcut: string | null; begun: Begun } {
  const { key, at } = pressed
  const sequence = begun && at - begun.at < sequenceMs ? `${begun.key} ${key}` : null
  if (sequence && known.has(sequence)) return { shortcut: sequence, begun: null }
  const begins = [...known].some((shortcut) => shortcut.startsWith(`${key} `))
  return { shortcut: known.has(key) ? key : null, begun: begins ? pressed : null }
}
