import type { Conflict } from "./conflict"

/** Labels of a form's fields by name, and of the values its choices have. */
export type EditorLabels = {
  fields: Record<string, string>
  values: Record<string, Record<string, string>>
}

/** A field of the editor that somebody else changed. `isMine`: the form changed it too, so nothing is chosen beforehand. */
export type EditConflict = Conflict<string[]> & { isMine: boolean }

/** Why a form of the editor was not saved: its author has to choose between two values of some fields. */
export type StoppedEdit = {
  conflicts: EditConflict[]
  /** Those among them that were shown before and not chosen. */
  unchosen: string[]
  /** The fingerprints of what is there now. */
  seen: Record<string, string>
  /** Who changed the event last. */
  by: string | null
}
