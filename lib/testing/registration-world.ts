import type { AppContext, CodeLimits } from "@/lib/context"
import type { Database } from "@/lib/db/database"
import { findPublishedEvent } from "@/lib/db/queries/events"
import type { PersonRow } from "@/lib/db/queries/people"
import { findRegistration, type RegistrationRow } from "@/lib/db/queries/registrations"
import { ageLeases } from "@/lib/db/test-leases"
import type { EventDescription, EventWithQuestions } from "@/lib/domain/event"
import { deriveKey } from "@/lib/env"
import { addEvent } from "@/lib/events/add-event"
import { createGateClient, type GateClient, type GateClientOptions } from "@/lib/gate/client"
import type { User } from "@/lib/gate/contract/user"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { inProcessWire } from "@/lib/gate/in-process-wire"
import type { ControlState } from "@/lib/gate/suite/subject"
import type { DialectOption } from "@/lib/gate-local/dialect"
import type { Fault } from "@/lib/gate-local/faults"
import type { LoggedRequest } from "@/lib/gate-local/routes/control"
import { fullToken, testGate } from "@/lib/gate-local/test-gate"
import { createLog } from "@/lib/log"
import { type MailboxEntry, mailboxTransport } from "@/lib/mail/transport"
import { accept } from "@/lib/registration/accept"
import type { RegistrationInput } from "@/lib/registration/draft"
import { openSession } from "@/lib/registration/sign-in"
import { sweep } from "@/lib/sweep"
import { seededRandom, type VirtualTime, virtualTime } from "./time"

let lastId = 0

/** Ids that are UUIDs, all different within one test file, and the same in every run. */
export function testId(): string {
  lastId += 1
  return `00000000-0000-4000-8000-${String(lastId).padStart(12, "0")}`
}

export const settleMs = 90_000

const plenty = 1_000_000

/** Limits that no test reaches which is not about them. */
export const unlimited: CodeLimits = {
  perQuarterHour: plenty,
  perDay: 2 * plenty,
  perClientFree: plenty,
  perClient: plenty,
  waitMs: 10_000,
  failures: plenty,
  restMs: 12 * 60 * 60_000,
}

export type WorldOptions = {
  dialect?: DialectOption
  timeouts?: GateClientOptions["timeouts"]
  event?: Partial<EventDescription>
  context?: Partial<AppContext>
  /** Where GATE keeps its accounts; the same database unless given. */
  gateDb?: Database
}

/** Everything registration touches, on virtual time: an organization of its own in an embedded GATE, and one event. */
export type World = {
  context: AppContext
  time: VirtualTime
  event: EventWithQuestions
  mails: MailboxEntry[]
  /** Every log entry so far, as text. */
  logged(): string
  /** Publishes another event of the same organization. */
  addEvent(description?: Partial<EventDescription>): Promise<EventWithQuestions>
  faults(list: Partial<Fault>[]): Promise<void>
  /** Replaces everything GATE has. */
  seed(state: ControlState): Promise<void>
  /** What reached GATE, in order. */
  requests(): Promise<LoggedRequest[]>
  /** Has an account use the network, until its time or itself ends. */
  goOnline(username: string): Promise<void>
  /** Moves time on, that of leases too; what GATE had put off until then has happened when it returns. */
  pass(ms: number): Promise<void>
  /** Accounts of the organization and their records, as GATE has them. */
  gateState(): Promise<{ users: User[]; extras: UserExtra[] }>
}

export async function createWorld(db: Database, options: WorldOptions = {}): Promise<World> {
  const { addEvent: addOne, ...rest } = connectWorld(db, options)
  return { ...rest, addEvent: addOne, event: await addOne(options.event) }
}

/** The same without an event: how another process works on what a world of this database holds. */
export function connectWorld(db: Database, options: WorldOptions = {}): Omit<World, "event"> {
  const time = virtualTime()
  const random = seededRandom()
  const { gate, send } = testGate(options.gateDb ?? db, {
    clock: time.clock,
    sleep: time.sleep,
    random,
    ...(options.dialect ? { dialect: options.dialect } : {}),
  })
  const wire = inProcessWire((request) => gate.fetch(request))
  const client = createGateClient({
    wire,
    token: fullToken,
    now: () => time.clock().getTime(),
    sleep: time.skip,
    random,
    ...(options.timeouts ? { timeouts: options.timeouts } : {}),
  })
  const control = async (what: "faults" | "state", content: unknown) => {
    const { status, body } = await send("PUT", `/_control/${what}`, content)
    if (status !== 204) throw new Error(`GATE's control refused ${what}: ${JSON.stringify(body)}`)
  }
  const lines: string[] = []
  const mails: MailboxEntry[] = []
  const context: AppContext = {
    db,
    gate: client,
    mail: mailboxTransport({ save: async (mail) => void mails.push(mail), clock: time.clock }),
    log: createLog("debug", { write: (line) => void lines.push(line) }),
    clock: time.clock,
    newId: testId,
    random,
    sleep: () => new Promise((resolve) => setTimeout(resolve, 1)),
    keys: {
      calendar: deriveKey("test", "calendar"),
      code: deriveKey("test", "codes"),
      directory: deriveKey("test", "directory"),
      fingerprint: deriveKey("test", "fingerprints"),
      limits: deriveKey("test", "limits"),
      unsubscribe: deriveKey("test", "unsubscribe"),
      wallet: deriveKey("test", "wallet"),
      waitlist: deriveKey("test", "waitlist"),
      fields: [{ id: "t", key: deriveKey("test", "fields") }],
    },
    limits: unlimited,
    owner: "worker",
    settleMs,
    handoverMs: 12 * 60 * 60_000,
    gateTextLength: 255,
    syncCallsPerMinute: 30,
    messagesPerMinute: 6_000_000,
    siteUrl: "https://gatehouse.example",
    wallet: { apple: null, google: null },
    organizers: { roles: ["admin", "manager", "organizer"], emails: [], organization: null },
    ...options.context,
  }
  const organization = { name: `Org ${testId().slice(-6)}`, id: "7" }
  const addOne = (description: Partial<EventDescription> = {}) =>
    addTestEvent(context, { organization, ...description })
  return {
    context,
    time,
    mails,
    logged: () => lines.join(""),
    addEvent: addOne,
    faults: (list) => control("faults", list),
    seed: (state) => control("state", state),
    requests: async () => (await send("GET", "/_control/requests")).body as LoggedRequest[],
    goOnline: async (username) => {
      const { status, body } = await send("POST", "/_control/sessions", { username })
      if (status !== 201) throw new Error(`GATE let nobody in: ${JSON.stringify(body)}`)
    },
    pass: async (ms) => {
      await ageLeases(db, ms)
      time.pass(ms)
      if (time.asleep === 0) await gate.settle()
    },
    gateState: () =>
      readGate(
        createGateClient({ wire: inProcessWire((request) => gate.fetch(request)), token: fullToken }),
        organization.name,
      ),
  }
}

async function addTestEvent(context: AppContext, description: Partial<EventDescription>) {
  const slug = description.slug ?? `event-${testId().slice(-6)}`
  const added = await addEvent(context, {
    title: "Field Notes Summit",
    host: "Northside Meetups",
    description: "",
    startsAt: "2027-05-14T09:00:00+02:00",
    endsAt: "2027-05-14T17:30:00+02:00",
    timeZone: "Europe/Berlin",
    venueName: "Kraftwerk, Hall B",
    organization: { name: "Northside", id: "7" },
    terms: "Be kind.",
    ...description,
    slug,
  })
  const event = added ? await findPublishedEvent(context.db, slug) : null
  if (!event) throw new Error(`The event ${slug} could not be added`)
  return event
}

async function readGate(client: GateClient, organization: string) {
  const users: User[] = []
  for await (const user of client.users.all({ organization })) users.push(user)
  const extras: UserExtra[] = []
  for (const { id } of users) {
    for await (const extra of client.userExtras.all({ parent: id })) extras.push(extra)
  }
  return { users, extras }
}

export function testInput(
  overrides: Partial<RegistrationInput> = {},
): RegistrationInput & { termsAcceptedAt: Date } {
  return {
    submissionId: testId(),
    firstName: "Ana",
    lastName: "Reyes",
    answers: {},
    spellings: {},
    language: "en",
    locale: "es_MX",
    termsAcceptedAt: new Date("2027-01-10T11:59:00Z"),
    ...overrides,
  }
}

/** Somebody who has proved an address nobody else has, unless one is given. */
export async function provedPerson(
  { context }: World,
  email = `p${testId().slice(-6)}@example.org`,
): Promise<PersonRow> {
  const name = { firstName: "Ana", lastName: "Reyes", language: "en" }
  const { person } = await openSession(context, email, name, testId())
  return person
}

/** An accepted registration that nothing has been done for yet. */
export async function acceptedRegistration(
  world: World,
  {
    person,
    event = world.event,
    input = {},
  }: { person?: PersonRow; event?: EventWithQuestions; input?: Partial<RegistrationInput> } = {},
): Promise<string> {
  const someone = person ?? (await provedPerson(world))
  const { registrationId } = await accept(world.context, event, someone.id, testInput(input))
  return registrationId
}

export async function getRegistration({ context }: World, id: string): Promise<RegistrationRow> {
  const row = await findRegistration(context.db, id)
  if (!row) throw new Error(`There is no registration ${id}`)
  return row
}

const isOver = ({ step }: RegistrationRow) => step === "finished" || step === "needs_attention"

/** Lets the sweeper run whenever a registration is due, until it is over; what was put off happens as well. */
export async function sweepUntilOver(world: World, id: string): Promise<RegistrationRow> {
  for (let round = 0; round < 60; round++) {
    await sweep(world.context)
    const row = await getRegistration(world, id)
    if (isOver(row)) {
      // Whatever GATE still does late must not make a second record.
      await world.pass(24 * 60 * 60_000)
      return row
    }
    await world.pass(Math.max(1, row.runAt.getTime() - world.time.clock().getTime()))
  }
  throw new Error("The registration is not over after 60 sweeps")
}
