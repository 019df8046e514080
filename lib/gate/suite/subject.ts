import type { GateClient } from "../client"
import type { GateId } from "../contract/page"
import {
  type UserExtraReplacement,
  userExtraFields,
  userExtraReplacementSchema,
} from "../contract/user-extra"

type DialectName = "documents" | "drf"

/** What a GATE under test is filled with: the `setup` of cases.json, with explicit ids. */
export type ControlState = {
  organizations?: { id: number; name: string }[]
  users?: ({ id: GateId; username: string } & Record<string, unknown>)[]
  user_extra?: ({ id: GateId; parent: GateId } & Record<string, unknown>)[]
  fillTo?: { resource: "user" | "user_extra" | "user_token"; count: number; organization?: string | number }
  tokens?: { token: string; access: "full" | "readonly" | "none"; organization?: string | number }[]
  dialect?: string | Record<string, unknown>
}

/** One GATE to hold the client against. `seed` replaces everything GATE stores, dialect and extra tokens included. */
export type GateUnderTest = {
  client: GateClient
  /** A client of the same GATE with another token. */
  clientWith(token: string): GateClient
  dialect: DialectName
  seed(state: ControlState): Promise<void>
  close?(): Promise<void>
}

/** The subject of the running tests: it exists only once `beforeAll` has run. */
export type Subject = () => GateUnderTest

export const acme = { id: 7, name: "acme" }
export const umbrella = { id: 8, name: "umbrella" }

export const ada = {
  id: 42,
  username: "ada@example.org",
  email: "ada@example.org",
  organization: acme.id,
  profile: { first_name: "Ada", last_name: "Lovelace", role: "admin" },
}
export const bob = { id: 43, username: "bob", organization: umbrella.id, profile: { first_name: "Bob" } }
export const adasExtra = {
  id: 5,
  parent: ada.id,
  city: "London",
  age: 36,
  accept_terms: true,
  custom_field_1: "vegan",
}

/** Two organizations with one person each, and Ada's extra. */
export const smallWorld: ControlState = {
  organizations: [acme, umbrella],
  users: [ada, bob],
  user_extra: [adasExtra],
}

/** Fills the GATE under test in its own dialect and hands back what a test needs. */
export async function seeded(subject: Subject, state: ControlState = smallWorld): Promise<GateUnderTest> {
  const gate = subject()
  await gate.seed({ dialect: gate.dialect, ...state })
  return gate
}

/** A complete body for PUT in which everything is cleared. */
export function clearedExtra(parent: GateId): UserExtraReplacement {
  const cleared = Object.fromEntries(userExtraFields.map((field) => [field, null]))
  return userExtraReplacementSchema.parse({ ...cleared, parent })
}

export function idsOf(records: { id: GateId }[]): string[] {
  return records.map((record) => String(record.id))
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}
