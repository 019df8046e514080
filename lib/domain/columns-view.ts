/** A column an organizer looks at; `width` in CSS pixels where somebody changed it. */
export type ColumnView = { key: string; width?: number }

export const columnWidth = { least: 72, most: 640 }

/** A column without which a row says of nobody what it says. */
const alwaysShown = "name"

const shownAtFirst = ["name", "email", "status", "completion", "registered"]

function clampWidth(width: number): number {
  return Math.round(Math.min(columnWidth.most, Math.max(columnWidth.least, width)))
}

/** What a list shows before anybody chose, of the columns there are. */
export function defaultView(keys: string[]): ColumnView[] {
  return keys.filter((key) => shownAtFirst.includes(key)).map((key) => ({ key }))
}

/**
 * A view as these columns allow it: each once, the name among them. Columns that are no longer there are dropped, as
 * when a question was taken out after somebody saved their view.
 */
export function allowedView(view: ColumnView[], keys: string[]): ColumnView[] {
  const seen = new Set<string>()
  const allowed = view.filter(({ key }) => {
    const isNew = keys.includes(key) && !seen.has(key)
    seen.add(key)
    return isNew
  })
  return seen.has(alwaysShown) && keys.includes(alwaysShown) ? allowed : [{ key: alwaysShown }, ...allowed]
}

export function canHide(key: string): boolean {
  return key !== alwaysShown
}

/** Reads `cols`, as in `name,email:220,answer.diet`. A part that means nothing is left out and told. */
export function parseView(text: string, keys: string[]): { view: ColumnView[]; unknown: string[] } {
  const parts = text.split(",").filter(Boolean)
  const unknown: string[] = []
  const view = parts.flatMap((part) => {
    const [key = "", width] = part.split(":")
    if (keys.includes(key))
      return [/^\d{1,4}$/.test(width ?? "") ? { key, width: clampWidth(Number(width)) } : { key }]
    unknown.push(key)
    return []
  })
  return { view: allowedView(view, keys), unknown }
}

/** What `parseView` reads. */
export function viewText(view: ColumnView[]): string {
  return view.map(({ key, width }) => (width === undefined ? key : `${key}:${width}`)).join(",")
}

/** Shows or hides a column; one that comes back stands at the end. */
export function toggleColumn(view: ColumnView[], key: string): ColumnView[] {
  if (!view.some((column) => column.key === key)) return [...view, { key }]
  return canHide(key) ? view.filter((column) => column.key !== key) : view
}

/** Moves a column by `steps`, towards the end when positive; at the edge it stays. */
export function moveColumn(view: ColumnView[], key: string, steps: number): ColumnView[] {
  const from = view.findIndex((column) => column.key === key)
  const moved = view[from]
  if (!moved) return view
  const rest = view.filter((column) => column.key !== key)
  const to = Math.min(rest.length, Math.max(0, from + steps))
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

export function resizeColumn(view: ColumnView[], key: string, width: number): ColumnView[] {
  return view.map((column) => (column.key === key ? { key, width: clampWidth(width) } : column))
}
