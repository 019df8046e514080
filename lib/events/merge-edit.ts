import { createHash } from "node:crypto"
import { printable } from "@/lib/domain/printable"

/** A form's fields by name, as `FormState` holds them. */
export type FormValues = Record<string, string[]>

/** What a form was rendered from: a fingerprint of every field. */
export type Seen = Record<string, string>

/** A field somebody else changed meanwhile. `isMine`: this form changed it too, so nothing is chosen beforehand. */
export type Change = { name: string; theirs: string[]; ours: string[]; isMine: boolean }

export type Merge = {
  /** What is to be saved when there is nothing left to choose. */
  values: FormValues
  /** Fields whose two values the form has to show. */
  changes: Change[]
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
 * the form's; of the others the form's author chooses: `<name>.choice` is `theirs` or `ours`.
 */
export function mergeEdit(
  names: readonly string[],
  { seen, current, submitted }: { seen: Seen; current: FormValues; submitted: FormValues },
): Merge {
  const merge: Merge = { values: {}, changes: [], unchosen: [] }
  for (const name of names) {
    const [theirs, ours] = [canonical(current[name]), canonical(submitted[name])]
    const choices = submitted[`${name}.choice`]
    const isSame = JSON.stringify(theirs) === JSON.stringify(ours)
    const isStale = seen[name] !== undefined && seen[name] !== fingerprint(theirs)
    const choice = choices?.findLast((value) => value === "theirs" || value === "ours")
    const isUnchosen = choices !== undefined && choice === undefined
    if (!isSame && (isStale || isUnchosen)) {
      const isMine = isUnchosen || seen[name] !== fingerprint(ours)
      merge.changes.push({ name, theirs, ours, isMine })
      if (!isStale) merge.unchosen.push(name)
    }
    merge.values[name] = choice === "theirs" ? theirs : ours
  }
  return merge
}
