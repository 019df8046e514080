import type { Database } from "@/lib/db/database"
import { listRegistrationEvents, type RegistrationRow } from "@/lib/db/queries/registrations"
import { setGuessedCountry } from "@/lib/db/test-answers"
import { advance } from "@/lib/delivery/advance"
import { loadSubject, type Subject } from "@/lib/delivery/subject"
import type { Answers } from "@/lib/domain/answers"
import { countryName } from "@/lib/domain/country"
import type { QuestionDescription } from "@/lib/domain/question"
import type { UserExtra, UserExtraPatch } from "@/lib/gate/contract/user-extra"
import type { LoggedRequest } from "@/lib/gate-local/routes/control"
import type { Submission } from "@/lib/profile/compare-answers"
import { type ProfileView, readProfile } from "@/lib/profile/view"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  settleMs,
  type World,
  type WorldOptions,
} from "./registration-world"

export function question(
  overrides: Partial<QuestionDescription> & Pick<QuestionDescription, "key" | "field">,
): QuestionDescription {
  return { label: overrides.key, type: "short_text", stage: "profile", ...overrides }
}

export const questions = [
  question({ key: "company", field: "company" }),
  question({ key: "phone", field: "telephone", type: "phone" }),
  question({ key: "home", field: "country", type: "country" }),
  question({ key: "note", field: "custom_field_1", type: "long_text" }),
  question({ key: "passport", field: "passport_number", why: "The venue checks who enters." }),
]

/** Somebody who finished registering, long enough ago that GATE's reads can be believed. */
export type Attendee = {
  world: World
  id: string
  view(): Promise<ProfileView>
  subject(): Promise<Subject>
  /** What a form rendered from `view` sends when these are typed into it. */
  form(view: ProfileView, typed: Record<string, string | null>): Submission
  row(): Promise<RegistrationRow>
  record(): Promise<UserExtra>
  /** Changes the record as an organizer would, past Gatehouse. */
  changeInGate(patch: UserExtraPatch): Promise<void>
  patches(): Promise<LoggedRequest[]>
  events(): Promise<string[]>
}

export async function createAttendee(
  db: Database,
  { answers = {}, email, ...options }: WorldOptions & { answers?: Answers; email?: string } = {},
): Promise<Attendee> {
  const world = await createWorld(db, { ...options, event: { questions, ...options.event } })
  const person = await provedPerson(world, email)
  const id = await acceptedRegistration(world, { person, input: { answers } })
  await advance(world.context, id)
  await world.pass(settleMs)
  return attendeeOf(world, id)
}

/** Makes somebody one of whom an earlier version told GATE the country their browser named. */
export async function guessEarlier({ world, id, changeInGate }: Attendee, code: string): Promise<void> {
  await setGuessedCountry(world.context.db, id, code)
  await changeInGate({ country: countryName(code), country_id: code })
}

/** The same for a registration that is there. */
export function attendeeOf(world: World, id: string): Attendee {
  const { context } = world
  const row = () => getRegistration(world, id)
  const subject = async () => loadSubject(context, await row())
  const ownPatches = async () =>
    (await world.requests()).filter(({ method, path }) => method === "PATCH" && path.includes("user_extra"))
  let foreign = 0
  const record = async () => {
    const { extras } = await world.gateState()
    const { gateExtraId } = await row()
    const found = extras.find((extra) => String(extra.id) === gateExtraId)
    if (!found) throw new Error(`GATE has no record ${gateExtraId}`)
    return found
  }
  return {
    world,
    id,
    row,
    subject,
    record,
    view: async () => readProfile(context, await subject()),
    form: (view, typed) =>
      Object.fromEntries(
        Object.entries(typed).map(([key, answer]) => [key, { answer, seen: view.seen[key] ?? null }]),
      ),
    changeInGate: async (patch) => {
      foreign += 1
      await context.gate.userExtras.patch((await record()).id, patch)
    },
    patches: async () => (await ownPatches()).slice(foreign),
    events: async () => (await listRegistrationEvents(context.db, id)).map(({ name }) => name),
  }
}
