import { hash } from "@node-rs/argon2"
import { z } from "zod"
import type { Database } from "@/lib/db/database"
import { continueGateIds, type GateState, replaceGateState } from "@/lib/db/queries/gate-local-state"
import { tokenSchema } from "./access"
import { readAccountBody } from "./account-body"
import { type Dialect, dialectOptionSchema } from "./dialect"
import { readExtraBody } from "./extra-body"
import { type Body, type Field, instant, nullable, readField } from "./fields"
import { recordId } from "./reference"
import { type FieldErrors, Refusal } from "./refusal"
import { usernameScope } from "./store"

const idSchema = z.union([z.int().positive(), z.string().min(1)])
const recordSchema = z.looseObject({ id: idSchema.optional() })

/** The body of `PUT /_control/state`: the `setup` of a case, tokens beside the full one, and the dialect. */
export const seedSchema = z.strictObject({
  organizations: z.array(z.strictObject({ id: z.int().positive(), name: z.string().min(1) })).default([]),
  users: z.array(recordSchema).default([]),
  user_extra: z.array(recordSchema.extend({ id: z.int().positive().optional() })).default([]),
  /** Pads a resource with made-up records up to a total count. */
  fillTo: z
    .strictObject({
      resource: z.enum(["user", "user_token", "user_extra"]),
      count: z.int().nonnegative(),
      organization: idSchema.optional(),
    })
    .optional(),
  tokens: z.array(tokenSchema).default([]),
  dialect: dialectOptionSchema.optional(),
})
export type Seed = z.infer<typeof seedSchema>

type Account = GateState["accounts"][number] & { id: number }

const moment: Field<Date | null> = nullable(instant)

/** What a state may hold, whatever the dialect that shows it. */
const everything = { maxLengths: "default", oldestFields: "kept" } as const

/** Explicit ids keep; the others, and padding, follow the largest of them. */
class IdSequence {
  private last: number

  constructor(explicit: readonly (number | undefined)[]) {
    this.last = Math.max(0, ...explicit.map((id) => id ?? 0))
  }

  next(): number {
    this.last += 1
    return this.last
  }
}

const numericId = (id: string | number | undefined) => (id === undefined ? undefined : recordId(String(id)))

function refuseProblems(where: string, errors: FieldErrors): void {
  if (Object.keys(errors).length > 0) throw new Refusal(400, { [where]: errors })
}

/** Builds the rows a seed describes. @throws Refusal 400 naming the record and its wrong fields */
class SeedBuilder {
  private readonly organizations: GateState["organizations"]
  private readonly accounts: Account[] = []
  private readonly extras: GateState["extras"] = []
  private readonly organizationIds: IdSequence
  private readonly accountIds: IdSequence
  private readonly extraIds: IdSequence

  constructor(
    private readonly seed: Seed,
    private readonly at: Date,
  ) {
    this.organizations = [...seed.organizations]
    const referenced = seed.users.map((user) =>
      typeof user.organization === "number" ? user.organization : 0,
    )
    this.organizationIds = new IdSequence([...seed.organizations.map(({ id }) => id), ...referenced])
    this.accountIds = new IdSequence(seed.users.map(({ id }) => numericId(id)))
    this.extraIds = new IdSequence(seed.user_extra.map(({ id }) => id))
  }

  async build(): Promise<GateState> {
    for (const [index, user] of this.seed.users.entries()) await this.addUser(user, `users[${index}]`)
    for (const [index, extra] of this.seed.user_extra.entries()) this.addExtra(extra, `user_extra[${index}]`)
    this.fill()
    return { organizations: this.organizations, accounts: this.accounts, extras: this.extras }
  }

  private organizationId(reference: string | number): number {
    const known = this.organizations.find(
      ({ id, name }) => reference === name || String(reference) === String(id),
    )
    if (known) return known.id
    const id = typeof reference === "number" ? reference : this.organizationIds.next()
    this.organizations.push({ id, name: typeof reference === "string" ? reference : `org-${id}` })
    return id
  }

  private async addUser(user: Body & { id?: string | number | undefined }, where: string): Promise<void> {
    const read = readAccountBody(user, { usernameRequired: true, shape: "user" })
    const { attributes, errors, organization, password, set } = read
    const profile = typeof user.profile === "object" && !Array.isArray(user.profile) ? user.profile : {}
    const dates = { ...profile, ...user } as Body
    const readDate = (key: string) => readField(dates, key, moment, errors)
    const createdAt = readDate("date_joined") ?? readDate("created_at") ?? this.at
    const updatedAt = readDate("updated_at") ?? null
    const lastLogin = readDate("last_login") ?? null
    const firstLogin = readDate("first_login") ?? null
    refuseProblems(where, errors)
    const id = numericId(user.id)
    this.accounts.push({
      ...set,
      username: set.username ?? "",
      id: id ?? this.accountIds.next(),
      alias: id === undefined && user.id !== undefined ? String(user.id) : null,
      organizationId: organization
        ? this.organizationId("id" in organization ? organization.id : organization.name)
        : null,
      passwordHash: password === undefined ? null : await hash(password),
      attributes,
      createdAt,
      updatedAt,
      firstLogin,
      lastLogin,
    })
  }

  private addExtra(extra: Body & { id?: number | undefined }, where: string): void {
    const { errors, fields, parent } = readExtraBody(extra, { parentRequired: true, dialect: everything })
    const account = this.accounts.find(({ alias, id }) => (alias ?? String(id)) === parent?.shown)
    if (parent && !account) errors.parent = [`Invalid pk "${parent.shown}" - object does not exist.`]
    const createdAt = readField(extra, "created_at", instant, errors) ?? this.at
    const updatedAt = readField(extra, "updated_at", instant, errors) ?? createdAt
    refuseProblems(where, errors)
    const accountId = account?.id ?? 0
    this.extras.push({ id: extra.id ?? this.extraIds.next(), accountId, fields, createdAt, updatedAt })
  }

  private fill(): void {
    const { fillTo } = this.seed
    if (!fillTo) return
    const { count, organization, resource } = fillTo
    const organizationId = organization === undefined ? null : this.organizationId(organization)
    const rows = resource === "user_extra" ? this.extras : this.accounts
    while (rows.length < count) {
      const id = this.accountIds.next()
      const username = `filler-${id}`
      this.accounts.push({ id, username, organizationId, attributes: {}, createdAt: this.at })
      if (resource !== "user_extra") continue
      const times = { createdAt: this.at, updatedAt: this.at }
      this.extras.push({ id: this.extraIds.next(), accountId: id, fields: {}, ...times })
    }
  }
}

/**
 * Replaces everything the embedded GATE holds by what a seed describes, explicit ids kept.
 * @throws Refusal 400 naming the record and its wrong fields, and then nothing is changed
 */
export async function storeSeed(
  db: Database,
  seed: Seed,
  { at, dialect }: { at: Date; dialect: Dialect },
): Promise<void> {
  const state = await new SeedBuilder(seed, at).build()
  const accounts = state.accounts.map((account) => {
    return { ...account, usernameScope: usernameScope(dialect, account.organizationId) }
  })
  await db.transaction((tx) => replaceGateState(tx, { ...state, accounts }))
  await continueGateIds(db)
}
