import type { Database } from "@/lib/db/database"
import { listDueGateTasks } from "@/lib/db/queries/gate-tasks"
import type { PersonRow } from "@/lib/db/queries/people"
import { listRegistrationEvents } from "@/lib/db/queries/registrations"
import { advance } from "@/lib/delivery/advance"
import { sweep } from "@/lib/sweep"
import {
  acceptedRegistration,
  createWorld,
  provedPerson,
  type World,
  type WorldOptions,
} from "./registration-world"

/** Somebody with a finished registration and a ticket mail, in a world of their own. */
export type Attendee = { world: World; person: PersonRow; registrationId: string }

export async function createAttendee(db: Database, options: WorldOptions = {}): Promise<Attendee> {
  const world = await createWorld(db, options)
  const person = await provedPerson(world)
  const registrationId = await acceptedRegistration(world, { person, input: { answers: { meal: "vegan" } } })
  await advance(world.context, registrationId)
  await sweep(world.context)
  return { world, person, registrationId }
}

/** Question that makes `createAttendee` fill `custom_field_1`. */
export const meal = {
  key: "meal",
  label: "Meal",
  type: "short_text",
  stage: "registration",
  field: "custom_field_1",
} as const

const hourMs = 60 * 60_000

/** Lets the sweeper run until nothing is due within a day, with whatever GATE does late. */
export async function sweepUntilQuiet(world: World): Promise<void> {
  const { db } = world.context
  for (let round = 0; round < 80; round++) {
    await sweep(world.context)
    await world.pass(60_000)
    const horizon = new Date(world.time.clock().getTime() + 24 * hourMs)
    if ((await listDueGateTasks(db, horizon, 1)).length === 0) {
      await sweep(world.context)
      await world.pass(hourMs)
      return
    }
  }
  throw new Error("Something is still due after 80 sweeps")
}

export async function eventNames({ world, registrationId }: Attendee): Promise<string[]> {
  return (await listRegistrationEvents(world.context.db, registrationId)).map(({ name }) => name)
}

/** Writes that reached GATE after a point in its log, as `METHOD path status`. */
export async function writesSince(world: World, start: number): Promise<string[]> {
  return (await world.requests())
    .slice(start)
    .filter(({ method }) => method !== "GET")
    .map(({ method, path, status }) => `${method} ${path.replace(/\/\d+\/$/, "/{id}/")} ${status}`)
}
