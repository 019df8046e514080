import type { AppContext } from "@/lib/context"
import type { Database } from "@/lib/db/database"
import { getEvent } from "@/lib/db/queries/events"
import { findPersonByEmail } from "@/lib/db/queries/people"
import {
  listRegistrationEvents,
  listRegistrationsOf,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { advance } from "@/lib/delivery/advance"
import type { UserExtra, UserExtraPatch } from "@/lib/gate/contract/user-extra"
import { syncDue } from "@/lib/sync/sync"
import { question } from "./profile"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  settleMs,
  testId,
  type World,
  type WorldOptions,
} from "./registration-world"

export const syncQuestions = [
  question({ key: "company", field: "company" }),
  question({ key: "phone", field: "telephone", type: "phone" }),
  question({
    key: "diet",
    field: "custom_field_1",
    type: "single_choice",
    options: [
      { value: "vegan", label: "Vegan" },
      { value: "meat", label: "Meat" },
    ],
  }),
  question({ key: "passport", field: "passport_number", why: "The venue checks who enters." }),
]

/** A world whose organization GATE knows by the id that the events name, and its walks. */
export type SyncWorld = World & {
  sync: AppContext
  /** One round of the sweeper's. */
  round(): Promise<void>
  /** A whole walk, with all the calls of a minute. */
  walk(): Promise<void>
  /** Somebody who registered here, long enough ago that GATE's reads can be believed. */
  attendee(answers?: Record<string, string>): Promise<string>
  /** Somebody who was registered past Gatehouse; returns the ids of user and record. */
  stranger(options?: Stranger): Promise<{ parent: string; extra: string; email: string }>
  row(id: string): Promise<RegistrationRow>
  record(id: string): Promise<UserExtra>
  /** Changes a registration's record as somebody else would. */
  changeInGate(id: string, patch: UserExtraPatch): Promise<void>
  history(id: string): Promise<string[]>
  /** Registrations of whoever has an address. */
  registrationsOf(email: string): Promise<RegistrationRow[]>
  /** Places taken of the event. */
  taken(): Promise<number>
  /** How many calls the walks have made so far. */
  calls(): Promise<number>
}

type Stranger = {
  email?: string | null
  organization?: string
  fields?: UserExtraPatch
  firstName?: string
}

export async function createSyncWorld(
  db: Database,
  { perMinute = 30, ...options }: WorldOptions & { perMinute?: number } = {},
): Promise<SyncWorld> {
  const world = await createWorld(db, { ...options, event: { questions: syncQuestions, ...options.event } })
  const { organization } = world.event
  await world.seed({
    organizations: [
      { id: Number(organization.id), name: organization.name },
      { id: 8, name: "umbrella" },
    ],
    ...(typeof options.dialect === "string" ? { dialect: options.dialect } : {}),
  })
  const sync: AppContext = { ...world.context, syncCallsPerMinute: perMinute }
  const { gate } = world.context
  const row = (id: string) => getRegistration(world, id)
  const recordId = async (id: string) => {
    const { gateExtraId } = await row(id)
    if (gateExtraId === null) throw new Error(`Registration ${id} has no record`)
    return gateExtraId
  }
  const round = () => syncDue(sync)
  return {
    ...world,
    sync,
    round,
    walk: async () => {
      await world.pass(61_000)
      await round()
    },
    attendee: async (answers = {}) => {
      const person = await provedPerson(world)
      const id = await acceptedRegistration(world, { person, input: { answers } })
      await advance(world.context, id)
      await world.pass(settleMs + 1_000)
      return id
    },
    stranger: async ({ email, organization: other, fields = {}, firstName = "Noor" } = {}) => {
      const address = email === undefined ? `s${testId().slice(-6)}@example.org` : email
      const user = await gate.users.create({
        username: `u${testId().slice(-6)}`,
        ...(address === null ? {} : { email: address }),
        organization: other ?? organization.name,
        profile: { first_name: firstName, last_name: "Aziz", role: "user" },
      })
      const parent = String(user.id)
      const extra = await gate.userExtras.create({
        parent,
        event: world.event.slug,
        accept_terms: true,
        ...fields,
      })
      await world.pass(1_000)
      return { parent, extra: String(extra.id), email: address ?? "" }
    },
    row,
    record: async (id) => gate.userExtras.get(await recordId(id)),
    changeInGate: async (id, patch) => {
      await gate.userExtras.patch(await recordId(id), patch)
    },
    history: async (id) => (await listRegistrationEvents(db, id)).map(({ name }) => name),
    registrationsOf: async (email) => {
      const person = await findPersonByEmail(db, email)
      return person ? listRegistrationsOf(db, person.id) : []
    },
    taken: async () => (await getEvent(db, world.event.id)).taken,
    calls: async () =>
      (await world.requests()).filter(
        ({ path, query }) => path.endsWith("/user_extra/") && "parent__organization_id" in query,
      ).length,
  }
}
