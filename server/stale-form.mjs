import { readFileSync } from "node:fs"
import path from "node:path"

/**
 * A form of a page that an earlier build made may name an action this one does not have. Next answers such a form with
 * one line of bare text. Here it becomes a question for its page, which finds the form under `x-gatehouse-unsent` and
 * shows it again with everything that was typed (lib/loaders/unsent-form.ts).
 */

/**
 * React writes an action without arguments as a field's name, one with arguments as JSON. A part has few headers: any
 * number would let a long body take for ever.
 */
const actionField = /name="\$ACTION_(?:ID_([^"]*)|\w+:0"\r\n(?:[^\r\n]+\r\n){0,4}\r\n\{"id":"([^"]*))"/g

/** @typedef {{ path: string, contentType: string, body: Buffer }} UnsentForm */

// Next bundles the site, so the two halves of this program share no module.
const slot = /** @type {{ [key: symbol]: Map<string, UnsentForm> | undefined }} */ (
  /** @type {unknown} */ (globalThis)
)
const key = Symbol.for("gatehouse.unsent-forms")
slot[key] ??= new Map()

/** Forms on their way back to their pages, by request. */
export const unsentForms = slot[key]

/**
 * The actions of this build.
 *
 * @param {string} folder the artefact
 * @returns {Set<string>}
 */
export function readActionIds(folder) {
  const file = path.join(folder, ".next/server/server-reference-manifest.json")
  return new Set(Object.keys(JSON.parse(readFileSync(file, "utf8")).node))
}

/**
 * Whether a form, as a browser sends it by itself, names an action that is not there.
 *
 * @param {Buffer} body
 * @param {string | undefined} contentType
 * @param {ReadonlySet<string>} actionIds
 */
export function isStaleForm(body, contentType = "", actionIds) {
  if (!contentType.startsWith("multipart/form-data")) return false
  const named = [...body.toString("latin1").matchAll(actionField)].map(
    ([, plain, bound]) => plain ?? bound ?? "",
  )
  return named.some((id) => !actionIds.has(id))
}
