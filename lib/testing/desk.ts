import type { Database } from "@/lib/db/database"
import { listRegistrationEvents, type RegistrationRow } from "@/lib/db/queries/registrations"
import { advance } from "@/lib/delivery/advance"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import type { EventScope } from "@/lib/organizers/scope"
import type { RegistrationInput } from "@/lib/registration/draft"
import { sweep } from "@/lib/sweep"
import { testEventScope, testOrganizer } from "./organizer"
import { question } from "./profile"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  settleMs,
  type World,
  type WorldOptions,
} from "./registration-world"

/** Nothing that failed is put off for longer. */
const longestBackoffMs = 6 * 60_000

const deskQuestions = [
  question({ key: "company", field: "company" }),
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

/** An event and an organizer who may do everything there. */
export type Desk = World & {
  scope: EventScope
  /** Somebody GATE has heard of, long enough ago that its reads can be believed. */
  attendee(input?: Partial<RegistrationInput>): Promise<string>
  row(id: string): Promise<RegistrationRow>
  record(id: string): Promise<UserExtra | undefined>
  history(id: string): Promise<string[]>
  /** Sweeps, with pauses for what was put off, for as long as a GATE that was away needs. */
  settle(): Promise<void>
}

export async function createDesk(db: Database, options: WorldOptions = {}): Promise<Desk> {
  const world = await createWorld(db, { ...options, event: { questions: deskQuestions, ...options.event } })
  const { context } = world
  const { dialect } = options
  const organization = { id: Number(world.event.organization.id), name: world.event.organization.name }
  await world.seed({ organizations: [organization], ...(typeof dialect === "string" ? { dialect } : {}) })
  const scope = await testEventScope(world, await testOrganizer(world))
  return {
    ...world,
    scope,
    attendee: async (input) => {
      const id = await acceptedRegistration(world, input ? { input } : {})
      await advance(context, id)
      await world.pass(settleMs)
      return id
    },
    row: (id) => getRegistration(world, id),
    record: async (id) => {
      const { gateExtraId } = await getRegistration(world, id)
      const { extras } = await world.gateState()
      return extras.find((extra) => String(extra.id) === gateExtraId)
    },
    history: async (id) => (await listRegistrationEvents(context.db, id)).map(({ name }) => name),
    settle: async () => {
      for (let round = 0; round < 4; round++) {
        await sweep(context)
        await world.pass(longestBackoffMs)
      }
    },
  }
}
