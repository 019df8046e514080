/** A field with two values of which somebody has to choose one: what is there now, and what the form says. */
export type Conflict<Value> = { key: string; theirs: Value; ours: Value }

/** Where a form carries the fingerprint of what a field was rendered from. No name of a field has a dot. */
export function seenName(key: string): string {
  return `${key}.seen`
}

/** Keys of the fields that a form carries a fingerprint of. */
export function seenKeys(form: FormData): string[] {
  const ending = seenName("")
  return [...form.keys()].filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length))
}

/** Where a form says which of two values to keep: empty until somebody chooses. */
export function choiceName(key: string): string {
  return `${key}.choice`
}

/** Which of two values was chosen; `open`: asked for and not chosen yet, null: not asked for. */
export type Decision = "theirs" | "ours" | "open" | null

/** Reads what a form says under `choiceName`. */
export function readDecision(values: readonly string[] | undefined): Decision {
  if (values === undefined) return null
  return values.findLast((value) => value === "theirs" || value === "ours") ?? "open"
}

export type ThreeWay<Value> = {
  /** What is there now. */
  theirs: Value
  /** What the form says. */
  ours: Value
  isSame: (one: Value, other: Value) => boolean
  /** Whether a value is the one the form was rendered from. */
  wasShown: (value: Value) => boolean
  /** False where it cannot be known whether anybody changed the field since: then nobody did. */
  isKnown: boolean
  decision: Decision
}

/**
 * Who changed a field since the form was rendered: nobody or both to the `same`, only `theirs`, only `ours`, or `both`.
 * `open`: it was asked which to keep, and is asked again. `kept`: what is there stays.
 */
export type Verdict = "same" | "theirs" | "ours" | "both" | "open" | "kept"

/** Compares what a form showed of a field, what is there now, and what was typed and chosen. */
export function compareThreeWay<Value>(field: ThreeWay<Value>): Verdict {
  const { theirs, ours, isSame, wasShown, isKnown, decision } = field
  if (isSame(theirs, ours)) return "same"
  const isTouched = decision === "open" || !wasShown(ours)
  // A choice was made between what was there then.
  if (isKnown && !wasShown(theirs)) return isTouched ? "both" : "theirs"
  if (decision === "open") return "open"
  return decision === "theirs" || !isTouched ? "kept" : "ours"
}
