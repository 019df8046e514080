import type { FieldKeys } from "@/lib/context"
import type { Database } from "@/lib/db/database"
import { claimCheckIn } from "@/lib/db/queries/check-in"
import { listDueGateTasks } from "@/lib/db/queries/gate-tasks"
import { findNetworkAccount, findNetworkPass, writeNetworkRule } from "@/lib/db/queries/network-passes"
import type { PersonRow } from "@/lib/db/queries/people"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import { advance } from "@/lib/delivery/advance"
import { unsealPassword } from "@/lib/delivery/network-password"
import { performDueTasks } from "@/lib/delivery/perform-task"
import type { NetworkRule } from "@/lib/domain/network-pass"
import type { UserToken } from "@/lib/gate/contract/user-token"
import { saveAnswers } from "@/lib/profile/save-answers"
import type { RegistrationInput } from "@/lib/registration/draft"
import { attendeeOf } from "./profile"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  type World,
  type WorldOptions,
} from "./registration-world"

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs

/** Two hours of an event that begins two hours after the world does; its pass opens an hour before. */
const soon = { startsAt: "2027-01-10T14:00:00Z", endsAt: "2027-01-10T16:00:00Z", timeZone: "UTC" }

export const testRule: NetworkRule = {
  profiles: ["guest"],
  serviceClass: "basic",
  opensBeforeMinutes: 60,
  closesAfterMinutes: 30,
  timeBalanceSeconds: 3_600,
  networkName: "Summit",
  portalUrl: null,
  tiers: [],
  givenAt: "registration",
}

/** An event with a network pass, and somebody who registered for it. */
export type NetworkWorld = World & {
  person: PersonRow
  /** Somebody else who has proved an address. */
  someone(): Promise<PersonRow>
  registrationId: string
  /** Registers the person, or somebody else, for an event, and lets GATE hear of it. */
  register(event?: World["event"], person?: PersonRow, input?: Partial<RegistrationInput>): Promise<string>
  setRule(rule: Partial<NetworkRule>, eventId?: string): Promise<void>
  /** Performs what GATE is owed now. */
  perform(): Promise<void>
  /** Lets time pass in steps of ten minutes, with what is due. */
  live(ms: number): Promise<void>
  /** The account as GATE shows it. */
  token(person?: PersonRow): Promise<UserToken>
  state(registrationId?: string): Promise<string | undefined>
  /** The password as it is kept, opened by the world's keys or by these. */
  password(keys?: FieldKeys): Promise<string | null>
  /** Lets the person in at the door. */
  checkIn(): Promise<void>
  row(registrationId?: string): Promise<RegistrationRow>
  /** Answers questions of a later visit, as their form does. */
  answer(answers: Record<string, string>): Promise<void>
}

export async function createNetworkWorld(
  db: Database,
  { rule = {}, ...options }: WorldOptions & { rule?: Partial<NetworkRule> } = {},
): Promise<NetworkWorld> {
  const world = await createWorld(db, { ...options, event: { ...soon, ...options.event } })
  const { context } = world
  const { id, name } = world.event.organization
  const { dialect } = options
  await world.seed({
    organizations: [{ id: Number(id), name }],
    ...(typeof dialect === "string" ? { dialect } : {}),
  })
  // Of two tasks of one person the second waits for the first: the sweeper comes again, and so does this.
  const perform = async () => {
    for (let round = 0; round < 3; round++) {
      await performDueTasks(context)
      if ((await listDueGateTasks(db, context.clock(), 1)).length === 0) return
    }
  }
  const register: NetworkWorld["register"] = async (event = world.event, someone = person, input = {}) => {
    const id = await acceptedRegistration(world, { person: someone, event, input })
    await advance(context, id)
    await perform()
    return id
  }
  const person = await provedPerson(world)
  const setRule: NetworkWorld["setRule"] = async (changes, eventId = world.event.id) => {
    const versions = await db.transaction(async (tx) => {
      for (let version = 0; version < 20; version++) {
        if (await writeNetworkRule(tx, eventId, { ...testRule, ...changes }, version)) return version
      }
      return null
    })
    if (versions === null) throw new Error(`The rule of ${eventId} was not kept`)
  }
  await setRule(rule)
  const registrationId = await register()
  return {
    ...world,
    person,
    someone: () => provedPerson(world),
    registrationId,
    register,
    setRule,
    perform,
    live: async (ms) => {
      for (let left = ms; left > 0; left -= 10 * minuteMs) {
        await world.pass(Math.min(left, 10 * minuteMs))
        await perform()
      }
    },
    token: async (someone = person) => {
      const { gate } = context
      const { id } = await gate.users.getByUsername(someone.gateUsername)
      return gate.userTokens.get(id, { balance: true })
    },
    state: async (id = registrationId) => (await findNetworkPass(db, id))?.state,
    password: async (keys = context.keys.fields) => {
      const account = await findNetworkAccount(db, person.id)
      return account?.password ? unsealPassword(keys, account.password, account.gateUserId) : null
    },
    checkIn: async () => {
      const attendee = { eventId: world.event.id, id: registrationId }
      await claimCheckIn(db, attendee, { by: person.id, now: context.clock() })
    },
    row: (id = registrationId) => getRegistration(world, id),
    answer: async (answers) => {
      const attendee = attendeeOf(world, registrationId)
      await saveAnswers(context, registrationId, attendee.form(await attendee.view(), answers))
    },
  }
}
