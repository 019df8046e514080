/** Letters Unicode does not take apart into a Latin letter and its marks. */
const latin: Record<string, string> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
}

/** A text as lower-case Latin words and digits joined by `-`, for addresses; empty where it has none. */
export function slugOf(text: string, maxLength = 60): string {
  return text
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => latin[letter] ?? "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, "")
}

/** `base`, or the first of `base-2`, `base-3` … that is not taken. */
export function freeName(base: string, isTaken: (name: string) => boolean, separator = "-"): string {
  if (!isTaken(base)) return base
  let number = 2
  while (isTaken(`${base}${separator}${number}`)) number += 1
  return `${base}${separator}${number}`
}
