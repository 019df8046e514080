import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { confirmEmailChange, startEmailChange } from "@/lib/account/change-email"
import { requestDeletion } from "@/lib/account/request-deletion"
import { requestErasure } from "@/lib/account/request-erasure"
import { listGateTasks } from "@/lib/db/queries/gate-tasks"
import { getPerson } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces } from "@/lib/db/test-places"
import type { Fault } from "@/lib/gate-local/faults"
import { words } from "@/lib/i18n/test-words"
import { type Attendee, createAttendee, meal, sweepUntilQuiet } from "@/lib/testing/account"
import { getRegistration } from "@/lib/testing/registration-world"

const database = testDatabase()

const faults: Partial<Fault>[] = [
  { fault: "error", status: 503 },
  { fault: "error", status: 401 },
  { fault: "throttle", retryAfterSeconds: 30 },
  { fault: "drop-before" },
  { fault: "drop-after" },
  { fault: "error-after", status: 500 },
  { fault: "late", delayMs: 20_000 },
  { fault: "garbage" },
]

/** What the two dialects could answer differently: a write that happened unheard, and one that did not happen. */
const matrix = [
  { dialect: "documents" as const, faults },
  {
    dialect: "drf" as const,
    faults: faults.filter(({ fault }) => fault === "drop-after" || fault === "error"),
  },
]

/** Every call of a flow, as a fault's aim. */
const steps = {
  cancel: [
    { method: "GET", path: "user_extra/\\d+" },
    { method: "PATCH", path: "user_extra" },
  ],
  email: [
    { method: "GET", path: "/user/\\d+" },
    { method: "PATCH", path: "/user/" },
  ],
  erase: [
    { method: "DELETE", path: "user_extra" },
    { method: "GET", path: "user_extra" },
  ],
  delete: [
    { method: "DELETE", path: "user_extra" },
    { method: "GET", path: "user_extra" },
    { method: "DELETE", path: "/user/" },
  ],
}

const cells = (flow: keyof typeof steps) =>
  matrix.flatMap(({ dialect, faults: kinds }) =>
    steps[flow].flatMap((step) =>
      kinds.map((fault) => ({
        dialect,
        name: `${fault.fault} ${fault.status ?? ""} at ${step.method} ${step.path}`,
        // Three times: the client repeats a failed read by itself.
        plan: [{ ...fault, ...step, times: 3 }],
      })),
    ),
  )

const event = { questions: [meal] }

async function finishedKinds({ world, person }: Attendee) {
  const changes = await listGateTasks(world.context.db, person.id)
  return changes.map(({ kind, finishedAt, email, gateUsername }) => ({
    kind,
    isFinished: finishedAt !== null,
    personal: [email, gateUsername].filter(Boolean),
  }))
}

const subjects = ({ world }: Attendee) => world.mails.map(({ subject }) => subject)
const once = (list: string[], part: string) => list.filter((text) => text.includes(part))

test.each(cells("cancel"))(
  "$dialect, $name: a cancellation reaches GATE in the end",
  async ({ dialect, plan }) => {
    const attendee = await createAttendee(database.db, { event, dialect })
    const { world, registrationId } = attendee
    await world.faults(plan)

    await cancel(world.context, registrationId)
    await sweepUntilQuiet(world)

    const { extras } = await world.gateState()
    expect(extras).toHaveLength(1)
    expect(extras[0]).toMatchObject({
      custom_field_1: "vegan",
      custom_field_8: expect.stringMatching(/^cancelled@/),
    })
    expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 0, held: 0 })
    expect(once(subjects(attendee), "cancelled")).toHaveLength(1)
    expect(await finishedKinds(attendee)).toEqual([{ kind: "set_status", isFinished: true, personal: [] }])
  },
)

test.each(cells("email"))(
  "$dialect, $name: a new address reaches GATE in the end",
  async ({ dialect, plan }) => {
    const attendee = await createAttendee(database.db, { event, dialect })
    const { world, person } = attendee
    const request = {
      challengeId: world.context.newId(),
      email: "new@example.org",
      client: null,
      language: "en",
    }
    const { challengeId } = await startEmailChange(world.context, person, request)
    const code = world.mails.at(-1)?.subject.slice(0, 7) ?? ""
    await world.faults(plan)

    await confirmEmailChange(world.context, person.id, { challengeId, code, sessionId: null })
    await sweepUntilQuiet(world)

    const { users } = await world.gateState()
    expect(users).toHaveLength(1)
    expect(users[0]).toMatchObject({ username: person.email, email: "new@example.org" })
    expect(await getPerson(database.db, person.id)).toMatchObject({
      email: "new@example.org",
      previousEmail: null,
    })
    const notices = world.mails.filter(({ subject }) => subject.includes("was changed"))
    expect(notices.map(({ to }) => to)).toEqual([person.email])
    expect(await finishedKinds(attendee)).toEqual([{ kind: "change_email", isFinished: true, personal: [] }])
  },
)

test.each(cells("erase"))(
  "$dialect, $name: an erased profile is gone from GATE in the end",
  async ({ dialect, plan }) => {
    const attendee = await createAttendee(database.db, { event, dialect })
    const { world, person, registrationId } = attendee
    await world.faults(plan)

    await requestErasure(world.context, person.id)
    await sweepUntilQuiet(world)

    const { users, extras } = await world.gateState()
    expect([users.length, extras.length]).toEqual([1, 0])
    expect(await getRegistration(world, registrationId)).toMatchObject({
      step: "removed",
      answers: {},
      gateExtraId: null,
      firstName: "Ana",
    })
    expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 1, held: 1 })
    expect(once(subjects(attendee), words("mail.profileErased.subject"))).toHaveLength(1)
    expect(await finishedKinds(attendee)).toEqual([{ kind: "erase_profile", isFinished: true, personal: [] }])
  },
)

test.each(cells("delete"))(
  "$dialect, $name: a deleted account is gone from GATE in the end",
  async ({ dialect, plan }) => {
    const attendee = await createAttendee(database.db, { event, dialect })
    const { world, person, registrationId } = attendee
    await world.faults(plan)

    await requestDeletion(world.context, person.id)
    await sweepUntilQuiet(world)

    const { users, extras } = await world.gateState()
    expect([users.length, extras.length]).toEqual([0, 0])
    expect(await getRegistration(world, registrationId)).toMatchObject({
      step: "cancelled",
      firstName: "",
      lastName: "",
      answers: {},
      country: null,
      gateExtraId: null,
    })
    expect(await countPlaces(database.db, world.event.id)).toEqual({ taken: 0, held: 0 })
    const goodbyes = world.mails.filter(({ subject }) => subject === words("mail.accountDeleted.subject"))
    expect(goodbyes.map(({ to }) => to)).toEqual([person.email])
    expect(await finishedKinds(attendee)).toEqual([
      { kind: "delete_account", isFinished: true, personal: [] },
    ])
  },
)
