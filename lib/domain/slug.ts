import slugify from "@sindresorhus/slugify"

/** A text as lower-case Latin words and digits joined by `-`, for addresses; empty where nothing in it can be read. */
export function slugOf(text: string, maxLength = 60): string {
  return slugify(text, { decamelize: false }).slice(0, maxLength).replace(/-$/, "")
}

/** `base`, or the first of `base-2`, `base-3` … that is not taken. */
export function freeName(base: string, isTaken: (name: string) => boolean, separator = "-"): string {
  if (!isTaken(base)) return base
  let number = 2
  while (isTaken(`${base}${separator}${number}`)) number += 1
  return `${base}${separator}${number}`
}
