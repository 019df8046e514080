/**
 * Attendees an action is for: single ones, or everybody who matches the query, which nobody has to load. `anchor` is
 * where a range began.
 */
export type Selection =
  | { kind: "ids"; ids: ReadonlySet<string>; anchor: string | null }
  | { kind: "matching" }

export const nobody: Selection = { kind: "ids", ids: new Set(), anchor: null }

/** More ids than this do not fit into one request; whoever wants more selects what matches. */
export const mostIds = 1_000

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === "matching" || selection.ids.has(id)
}

export function selectedCount(selection: Selection, matching: number): number {
  return selection.kind === "matching" ? matching : selection.ids.size
}

function idsOf(selection: Selection, loaded: string[]): Set<string> {
  return new Set(selection.kind === "matching" ? loaded.slice(0, mostIds) : selection.ids)
}

/** Adds one, or takes it out. Out of "everybody who matches" the loaded ones remain. */
export function toggleOne(selection: Selection, id: string, loaded: string[]): Selection {
  const ids = idsOf(selection, loaded)
  if (!ids.delete(id) && ids.size < mostIds) ids.add(id)
  return { kind: "ids", ids, anchor: id }
}

/** Selects everybody from the anchor to `id`, both included. */
export function selectRange(selection: Selection, id: string, loaded: string[]): Selection {
  const anchor = (selection.kind === "ids" && selection.anchor) || id
  const [from, to] = [loaded.indexOf(anchor), loaded.indexOf(id)].sort((a, b) => a - b)
  if (from === undefined || to === undefined || from < 0) return toggleOne(selection, id, loaded)
  const ids = idsOf(selection, loaded)
  for (const each of loaded.slice(from, to + 1)) if (ids.size < mostIds) ids.add(each)
  return { kind: "ids", ids, anchor }
}

/** All rows that are there, or none when all were selected. */
export function toggleAll(selection: Selection, loaded: string[]): Selection {
  if (loaded.length > 0 && loaded.every((id) => isSelected(selection, id))) return nobody
  return { kind: "ids", ids: new Set(loaded.slice(0, mostIds)), anchor: null }
}
