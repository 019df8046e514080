import { createHash } from "node:crypto"
import { choiceName, compareThreeWay, readDecision } from "@/lib/domain/conflict"
import type { EditConflict } from "@/lib/domain/editor-form"
import { printable } from "@/lib/domain/printable"

/** A form's fields by name, as `FormState` holds them. */
export type FormValues = Record<string, string[]>

/** What a form was rendered from: a fingerprint of every field. */
export type Seen = Record<string, string>

export type Merge = {
  /** What is to be saved when there is nothing left to choose. */
  values: FormValues
  /** Fields whose two values the form has to show. */
  conflicts: EditConflict[]
  /** Those among them that were shown before and not chosen. */
  unchosen: string[]
}

/** A field as it counts: without what a browser or an empty control adds. */
function canonical(values: string[] | undefined): string[] {
  return (values ?? []).map((value) => printable(value).replace(/\r\n?/g, "\n").trim()).filter(Boolean)
}

function fingerprint(values: string[] | undefined): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(values)))
    .digest("base64url")
    .slice(0, 16)
}

export function fingerprints(values: FormValues, names: readonly string[]): Seen {
  return Object.fromEntries(names.map((name) => [name, fingerprint(values[name])]))
}

/** The `seen` a form sent; a field it says nothing of counts as unchanged since. */
export function parseSeen(text: string | undefined): Seen {
  try {
    const parsed: unknown = JSON.parse(text ?? "{}")
    return typeof parsed === "object" && parsed !== null ? { ...(parsed as Seen) } : {}
  } catch {
    return {}
  }
}

/**
 * Brings a form that was filled in together with what others saved since it was rendered. Fields nobody else touched are
 * the form's; of the others the form's author chooses.
 */
export function mergeEdit(
  names: readonly string[],
  { seen, current, submitted }: { seen: Seen; current: FormValues; submitted: FormValues },
): Merge {
  const merge: Merge = { values: {}, conflicts: [], unchosen: [] }
  for (const key of names) {
    const [theirs, ours] = [canonical(current[key]), canonical(submitted[key])]
    const decision = readDecision(submitted[choiceName(key)])
    const verdict = compareThreeWay({
      theirs,
      ours,
      isSame: (one, other) => JSON.stringify(one) === JSON.stringify(other),
      wasShown: (values) => seen[key] === fingerprint(values),
      isKnown: seen[key] !== undefined,
      decision,
    })
    if (verdict === "both" || verdict === "theirs" || verdict === "open")
      merge.conflicts.push({ key, theirs, ours, isMine: verdict !== "theirs" })
    if (verdict === "open") merge.unchosen.push(key)
    merge.values[key] = decision === "theirs" ? theirs : ours
  }
  return merge
}
