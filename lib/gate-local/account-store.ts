import { hash } from "@node-rs/argon2"
import {
  deleteGateAccount,
  findGateAccount,
  type GateAccount,
  type GateAccountChange,
  insertGateAccount,
  updateGateAccount,
} from "@/lib/db/queries/gate-local-accounts"
import { ensureGateOrganization, type GateOrganizationRow } from "@/lib/db/queries/gate-local-organizations"
import type { AccountBody, AccountShape, OrganizationReference } from "./account-body"
import { type FieldErrors, forbidden, invalid, notFound, refuseIfInvalid } from "./refusal"
import { findOrganization, inScope, requireAccount, type Store, usernameScope } from "./store"

const usernameTaken = ["A user with that username already exists."]

/**
 * Checks that need the state, reported together with those of the body (contract §3). Whether a new account's username is
 * taken is asked only when something else is wrong as well: the insert says it by itself.
 */
async function refuseConflicts(store: Store, body: AccountBody, self?: GateAccount): Promise<void> {
  const errors: FieldErrors = { ...body.errors }
  const { organization } = body
  const { username } = body.set
  if (organization && "id" in organization && !(await findOrganization(store.db, organization.id)))
    errors.organization = [`Invalid pk "${organization.id}" - object does not exist.`]
  const isAsked = self ? username !== self.username : Object.keys(errors).length > 0
  if (username !== undefined && isAsked && (await isTaken(store, username, body, self)))
    errors.username = usernameTaken
  refuseIfInvalid(errors)
}

async function isTaken(
  store: Store,
  username: string,
  { organization }: AccountBody,
  self?: GateAccount,
): Promise<boolean> {
  if (store.dialect.usernames === "global") return Boolean(await findGateAccount(store.db, { username }))
  const named = organization && ("id" in organization ? organization.id : organization.name)
  const found = named ? await findOrganization(store.db, named) : undefined
  // An organization nobody has named yet has no accounts.
  if (named && !found) return false
  const kept = self ? self.organizationId : (store.scope ?? null)
  const scope = usernameScope(store.dialect, organization === undefined ? kept : found?.id)
  return Boolean(await findGateAccount(store.db, { username, scope }))
}

/** The one to store. A name never seen makes an organization (contract §11 D3), but not for a confined token. */
async function storedOrganization(
  store: Store,
  reference: OrganizationReference,
): Promise<GateOrganizationRow | null> {
  if (!reference) return null
  const known = await findOrganization(store.db, "id" in reference ? reference.id : reference.name)
  if (store.scope !== undefined && known?.id !== store.scope) throw forbidden()
  if (known) return known
  return "name" in reference ? ensureGateOrganization(store.db, reference.name) : null
}

async function columnsOf(
  store: Store,
  body: AccountBody,
): Promise<{ set: GateAccountChange["set"]; organization: GateOrganizationRow | null | undefined }> {
  const { password } = body
  const organization =
    body.organization === undefined ? undefined : await storedOrganization(store, body.organization)
  const set = {
    ...body.set,
    ...(organization === undefined ? {} : { organizationId: organization?.id ?? null }),
    ...(password === undefined ? {} : { passwordHash: await hash(password) }),
  }
  return { set, organization }
}

/**
 * What a PUT puts in place of a field it does not mention; the password is always kept (contract §7). `/user/` does not
 * know the fields of `/user_token/`, and must not clear them.
 */
function cleared(shape: AccountShape): GateAccountChange["set"] {
  if (shape === "user") return { email: null, organizationId: null }
  return {
    email: null,
    externalId: null,
    klass: null,
    isActive: true,
    organizationId: null,
    description: null,
    expiration: null,
    avatarUrl: null,
    profiles: [],
    userTime: null,
  }
}

/**
 * Stores an account. A confined token creates in its own organization.
 * @throws Refusal 400 with all invalid fields, 403 for a foreign organization
 */
export async function createAccount(store: Store, body: AccountBody): Promise<GateAccount> {
  await refuseConflicts(store, body)
  const { set: columns, organization } = await columnsOf(store, body)
  const { username, ...set } = { organizationId: store.scope ?? null, ...columns }
  if (username === undefined) throw invalid({ username: ["This field is required."] })
  const account = await insertGateAccount(store.db, {
    ...set,
    username,
    usernameScope: usernameScope(store.dialect, set.organizationId),
    attributes: body.attributes,
    createdAt: store.at,
  })
  if (account === undefined) throw invalid({ username: usernameTaken })
  if (organization === undefined) return requireAccount(store, { id: account.id })
  return { ...account, organizationName: organization?.name ?? null }
}

/** PUT (contract §7). @throws Refusal as `createAccount`, and 404 when the account went away meanwhile */
export async function replaceAccount(
  store: Store,
  account: GateAccount,
  body: AccountBody,
  shape: AccountShape,
): Promise<GateAccount> {
  const { putClears } = store.dialect
  const names = { first_name: null, last_name: null }
  const replaces = shape === "user" && (putClears || Object.keys(body.attributes).length > 0)
  return write(store, account, body, {
    set: putClears ? cleared(shape) : {},
    attributes: {
      mode: replaces ? "replace" : "merge",
      values: { ...(putClears && shape === "token" ? names : {}), ...body.attributes },
    },
  })
}

/** PATCH: the nested profile is merged, a list of AAA profiles replaced (contract §7). @throws as `replaceAccount` */
export async function changeAccount(
  store: Store,
  account: GateAccount,
  body: AccountBody,
): Promise<GateAccount> {
  return write(store, account, body, { set: {}, attributes: { mode: "merge", values: body.attributes } })
}

async function write(
  store: Store,
  account: GateAccount,
  body: AccountBody,
  base: Required<GateAccountChange>,
): Promise<GateAccount> {
  await refuseConflicts(store, body, account)
  const set = { ...base.set, ...(await columnsOf(store, body)).set, updatedAt: store.at }
  if (set.organizationId !== undefined && !inScope(store, set.organizationId)) throw forbidden()
  const { organizationId = account.organizationId } = set
  const outcome = await updateGateAccount(store.db, account.id, {
    set: { ...set, usernameScope: usernameScope(store.dialect, organizationId) },
    attributes: base.attributes,
  })
  if (outcome === "username-taken") throw invalid({ username: usernameTaken })
  if (outcome === "gone") throw notFound()
  return requireAccount(store, { id: account.id })
}

/** Deletes an account and its extras (contract §11 D40). @throws Refusal 404 */
export async function removeAccount(store: Store, account: GateAccount): Promise<void> {
  if (!(await deleteGateAccount(store.db, account.id, store.at))) throw notFound()
}
