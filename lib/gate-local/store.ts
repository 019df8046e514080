import type { Database } from "@/lib/db/database"
import { findGateAccount, type GateAccount, type GateAccountKey } from "@/lib/db/queries/gate-local-accounts"
import {
  findGateOrganization,
  findGateOrganizationByName,
  type GateOrganizationRow,
} from "@/lib/db/queries/gate-local-organizations"
import type { Token } from "./access"
import type { Dialect } from "./dialect"
import { recordId } from "./reference"
import { forbidden, notFound, type Refusal } from "./refusal"

/** The state as one request may see it. */
export type Store = {
  db: Database
  dialect: Dialect
  /** The time of the request, stamped on what it writes. */
  at: Date
  /** The id of the organization the token is confined to; undefined for a token that sees everything. */
  scope: number | undefined
}

/** No organization has this id: a token of an organization that does not exist sees nothing. */
const nowhere = -1

/** Resolves what the token is confined to. */
export async function openStore(options: {
  db: Database
  dialect: Dialect
  token: Token
  at: Date
}): Promise<Store> {
  const { token, ...rest } = options
  if (token.organization === undefined) return { ...rest, scope: undefined }
  const organization = await findOrganization(rest.db, token.organization)
  return { ...rest, scope: organization?.id ?? nowhere }
}

/** An organization by id, by name, or by an id written as text (contract §11 D3). */
export async function findOrganization(
  db: Database,
  reference: string | number,
): Promise<GateOrganizationRow | undefined> {
  if (typeof reference === "number") return findGateOrganization(db, reference)
  const named = await findGateOrganizationByName(db, reference)
  const id = recordId(reference)
  return named ?? (id === undefined ? undefined : findGateOrganization(db, id))
}

/** What a username is unique in, as the database compares it (contract §11 D32). */
export function usernameScope(dialect: Dialect, organizationId: number | null | undefined): string {
  return dialect.usernames === "organization" ? String(organizationId ?? "none") : ""
}

/** Whether the token may see what belongs to this organization. */
export function inScope(store: Store, organizationId: number | null): boolean {
  return store.scope === undefined || store.scope === organizationId
}

/** The refusal for a record of another organization (contract §11 D37). */
export function outOfScope(store: Store): Refusal {
  return store.dialect.outOfScope === 404 ? notFound() : forbidden()
}

/** Why an account may not be used any more, in GATE's words; undefined while it may (contract §11 D52). */
export function whyEnded(
  { dialect, at }: Pick<Store, "dialect" | "at">,
  account: GateAccount,
): string | undefined {
  if (dialect.endedAccounts === "accepted") return undefined
  if (!account.isActive) return "User account is not active."
  return account.expiration && account.expiration <= at ? "User account has expired." : undefined
}

/** @throws Refusal 404, or 403 for an account of another organization */
export async function requireAccount(store: Store, key: GateAccountKey | undefined): Promise<GateAccount> {
  const account = key && (await findGateAccount(store.db, key))
  if (!account) throw notFound()
  if (!inScope(store, account.organizationId)) throw outOfScope(store)
  return account
}
