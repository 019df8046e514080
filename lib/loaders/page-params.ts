/** What Next gives a page as its `searchParams`. */
export type PageParams = Record<string, string | string[] | undefined>

/** The same as a browser has it, with a repeated parameter as often as it stands in the address. */
export function toSearchParams(params: PageParams): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => [name, each]),
  )
  return new URLSearchParams(pairs)
}
