import { findGateAccount, type GateAccount } from "@/lib/db/queries/gate-local-accounts"
import {
  deleteGateUserExtra,
  findGateUserExtra,
  type GateUserExtra,
  hasGateUserExtra,
  insertGateUserExtra,
  updateGateUserExtra,
} from "@/lib/db/queries/gate-local-user-extras"
import type { ExtraBody } from "./extra-body"
import type { AccountReference } from "./reference"
import { invalid, notFound, Refusal, refuseIfInvalid } from "./refusal"
import { inScope, outOfScope, type Store, whyEnded } from "./store"

/** @throws Refusal 404, or 403 for a record of another organization */
export async function requireExtra(store: Store, id: number | undefined): Promise<GateUserExtra> {
  const extra = id === undefined ? undefined : await findGateUserExtra(store.db, id)
  if (!extra) throw notFound()
  if (!inScope(store, extra.organizationId)) throw outOfScope(store)
  return extra
}

/** An unknown parent, as the dialect answers it (contract §11 D5). */
function parentMissing(store: Store, shown: string): Refusal {
  if (store.dialect.missingParent === 404) return new Refusal(404, { detail: "Parent user does not exist." })
  return invalid({ parent: [`Invalid pk "${shown}" - object does not exist.`] })
}

/** A second record for one parent, as the dialect answers it (contract §11 D4). */
function parentTaken(store: Store): Refusal {
  if (store.dialect.duplicateExtra === "unique400") return invalid({ parent: ["This field must be unique."] })
  return new Refusal(409, { detail: "User extra record already exists for this parent user." })
}

const single = (store: Store) => store.dialect.duplicateExtra !== "allow"

/**
 * The account a body names as parent, or why it cannot be. Whether it has a record already is asked only when something
 * else is wrong as well: the write says it by itself.
 */
async function findParent(
  store: Store,
  reference: AccountReference,
  { isFaulty, extraId }: { isFaulty: boolean; extraId: number | undefined },
): Promise<GateAccount | Refusal> {
  const account = await findGateAccount(store.db, reference.key)
  if (!account) return parentMissing(store, reference.shown)
  if (!inScope(store, account.organizationId)) {
    return store.dialect.outOfScope === 404 ? parentMissing(store, reference.shown) : outOfScope(store)
  }
  const ended = extraId === undefined ? whyEnded(store, account) : undefined
  if (ended) return new Refusal(403, { detail: ended })
  const taken = isFaulty && single(store) && (await hasGateUserExtra(store.db, account.id, extraId))
  return taken ? parentTaken(store) : account
}

/** Field validation first, then the parent (contract §1); a 400 about the parent joins the other fields' messages. */
async function resolveParent(
  store: Store,
  body: ExtraBody,
  extraId?: number,
): Promise<GateAccount | undefined> {
  const isFaulty = extraId !== undefined || Object.keys(body.errors).length > 0
  const found = body.parent && (await findParent(store, body.parent, { isFaulty, extraId }))
  const refused = found instanceof Refusal ? found : undefined
  refuseIfInvalid({ ...body.errors, ...refused?.fieldErrors })
  if (found instanceof Refusal) throw found
  return found
}

/** Stores a record. @throws Refusal 400, 403, 404 or 409 (contract §4) */
export async function createExtra(store: Store, body: ExtraBody): Promise<GateUserExtra> {
  const parent = await resolveParent(store, body)
  if (!parent) throw invalid({ parent: ["This field is required."] })
  const outcome = await insertGateUserExtra(store.db, {
    accountId: parent.id,
    fields: body.fields,
    single: single(store),
    at: store.at,
  })
  if (outcome === "parent-gone") throw parentMissing(store, body.parent?.shown ?? "")
  if (outcome === "duplicate") throw parentTaken(store)
  return { ...outcome, parentAlias: parent.alias, organizationId: parent.organizationId }
}

/** PUT and PATCH; `replace` empties what the body does not mention (contract §7). @throws Refusal as `createExtra` */
export async function updateExtra(
  store: Store,
  extra: GateUserExtra,
  body: ExtraBody,
  mode: "merge" | "replace",
): Promise<GateUserExtra> {
  const parent = await resolveParent(store, body, extra.id)
  const outcome = await updateGateUserExtra(store.db, extra.id, {
    ...(parent && parent.id !== extra.accountId ? { accountId: parent.id } : {}),
    fields: { mode, values: body.fields },
    single: single(store),
    at: store.at,
  })
  if (outcome === "gone") throw notFound()
  if (outcome === "parent-gone") throw parentMissing(store, body.parent?.shown ?? "")
  if (outcome === "duplicate") throw parentTaken(store)
  return requireExtra(store, extra.id)
}

/** Deletes a record and never its parent (contract §4). @throws Refusal 404 */
export async function removeExtra(store: Store, extra: GateUserExtra): Promise<void> {
  if (!(await deleteGateUserExtra(store.db, extra.id, store.at))) throw notFound()
}
