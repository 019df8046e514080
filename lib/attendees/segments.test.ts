import { expect, test } from "vitest"
import { collectOwnData } from "@/lib/account/own-data"
import { requestDeletion } from "@/lib/account/request-deletion"
import { setReminders } from "@/lib/db/queries/account"
import { listAskingOrganizations, listConsents } from "@/lib/db/queries/marketing"
import { listOrganizerEvents } from "@/lib/db/queries/organizers"
import { testDatabase } from "@/lib/db/test-database"
import { checkIn } from "@/lib/desk/check-in"
import { unsubscribe, unsubscribeUrls } from "@/lib/outbox/unsubscribe"
import { askedForConsent, giveConsent, giveOwnConsent, withdrawOwnConsent } from "@/lib/registration/consent"
import type { RegistrationInput } from "@/lib/registration/draft"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { question } from "@/lib/testing/profile"
import {
  acceptedRegistration,
  createWorld,
  getRegistration,
  provedPerson,
  testId,
  type World,
} from "@/lib/testing/registration-world"
import {
  askForConsent,
  exportSegment,
  readSegment,
  readSegments,
  removeSegment,
  saveSegment,
} from "./segments"

const database = testDatabase()

const questions = [
  question({ key: "company", field: "company", stage: "registration" }),
  question({ key: "home", field: "country", type: "country", stage: "registration" }),
  question({
    key: "sex",
    field: "gender",
    type: "single_choice",
    stage: "registration",
    options: [
      { value: "f", label: "Woman" },
      { value: "m", label: "Man" },
    ],
  }),
]

const wordingOf = (organization: string) => `Yes, ${organization} may write to me.`

async function setup() {
  const world = await createWorld(database.db, { event: { questions } })
  const organizer = await testOrganizer(world)
  const scope = await testEventScope(world, organizer)
  return { world, organizer, scope, organizationId: organizer.organization.id }
}

async function registered(world: World, email: string, input: Partial<RegistrationInput>) {
  const person = await provedPerson(world, email)
  const id = await acceptedRegistration(world, { person, input })
  return { person, id }
}

/** Saves a filter and counts who is in it. */
async function countOf({ world, organizer }: Awaited<ReturnType<typeof setup>>, address: string) {
  const id = testId()
  const params = new URLSearchParams(address)
  expect(await saveSegment(world.context, organizer, { id, name: id, params })).toEqual({})
  const segment = await readSegment(world.context, organizer, id)
  return [segment?.people, segment?.consented]
}

async function fileOf(
  { world, organizer }: Awaited<ReturnType<typeof setup>>,
  id: string,
): Promise<string[]> {
  const file = await exportSegment(world.context, organizer, id)
  return (await new Response(file?.body).text()).trim().split("\r\n").slice(1)
}

test("a segment is counted by event, country, language, answers, attendance and day, each as it is now", async () => {
  const given = await setup()
  const { world, scope } = given
  const answers = { company: "Café Flussmeister", home: "PT", sex: "f" }
  const ana = await registered(world, "ana@example.org", { answers, language: "pt" })
  await registered(world, "bo@example.org", { answers: { home: "ES" }, language: "es" })
  await checkIn(world.context, scope, ana.id)
  const slug = world.event.slug

  for (const [address, people] of [
    ["", 2],
    [`event=${slug}`, 2],
    ["country=PT", 1],
    ["country=PT&country=ES", 2],
    ["language=es", 1],
    ["attended=yes", 1],
    // The event is not over: nobody has stayed away yet.
    ["attended=no", 0],
    ["since=2027-01-01", 2],
    ["since=2099-01-01", 0],
    ["field=company&value=cafe+FLUSSMEISTER", 1],
    ["field=gender&value=woman", 1],
    ["field=gender&value=f", 1],
    ["field=company&value=cafe+FLUSSMEISTER&field=gender&value=man", 0],
  ] as const)
    expect([address, await countOf(given, address)]).toEqual([address, [people, 0]])
})

test("only people who consented are counted as such and exported, and nobody who took it back or unsubscribed since", async () => {
  const given = await setup()
  const { world, organizer, organizationId } = given
  const { context } = world
  const [ana, bo, cy] = [
    await registered(world, "ana@example.org", { firstName: "=1+1" }),
    await registered(world, "bo@example.org", {}),
    await registered(world, "cy@example.org", {}),
  ]
  await registered(world, "dee@example.org", {})
  await askForConsent(context, organizer, true)
  for (const { person } of [ana, bo, cy])
    await giveOwnConsent(context, person.id, { organizationId, wordingOf })
  await world.pass(1_000)
  await withdrawOwnConsent(context, bo.person.id, organizationId)
  await setReminders(database.db, cy.person.id, context.clock())
  const id = testId()
  await saveSegment(context, organizer, { id, name: "Everyone", params: new URLSearchParams() })

  const rows = await fileOf(given, id)

  expect(await readSegments(context, organizer)).toMatchObject([{ people: 4, consented: 1 }])
  expect(rows).toHaveLength(1)
  expect(rows[0]).toContain('"ana@example.org","')
  expect(rows[0]).not.toContain('"=')
  const acts = await listOrganizerEvents(database.db, organizationId)
  expect(acts.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["consent.asked", "segment.saved", "segment.exported"]),
  )
  expect(JSON.stringify(acts)).not.toContain("example.org")
})

test("whoever unsubscribed has taken back every consent, is asked again, and gets news only after another yes", async () => {
  const given = await setup()
  const { world, organizer, organizationId } = given
  const { context } = world
  const { person } = await registered(world, "ana@example.org", {})
  await askForConsent(context, organizer, true)
  await giveOwnConsent(context, person.id, { organizationId, wordingOf })
  await world.pass(1_000)
  const token = new URL(unsubscribeUrls(context, person.id).pageUrl).searchParams.get("token") ?? ""

  await unsubscribe(context, token)

  const at = context.clock()
  expect(await listConsents(database.db, person.id)).toMatchObject([{ withdrawnAt: at }])
  expect(await listAskingOrganizations(database.db, person.id)).toMatchObject([{ givenAt: null }])
  expect(await askedForConsent(context, organizationId, person.id)).not.toBeNull()
  await setReminders(database.db, person.id, null)
  expect(await countOf(given, "")).toEqual([1, 0])
  expect(await giveOwnConsent(context, person.id, { organizationId, wordingOf })).toBe(true)
  expect(await countOf(given, "")).toEqual([1, 1])
})

test("a consent is kept with its words and times, once however often it is given, and taken back for good", async () => {
  const { world, organizationId } = await setup()
  const { context } = world
  const { person } = await registered(world, "ana@example.org", {
    consentWording: wordingOf("Northside"),
  })
  const again = { personId: person.id, organizationId, wording: "Other words", source: "own_page" } as const
  await giveConsent(context, again)
  const givenAt = context.clock()
  await world.pass(1_000)
  await withdrawOwnConsent(context, person.id, organizationId)

  const kept = [{ organizationId, wording: wordingOf("Northside"), source: "registration" }]
  expect(await listConsents(database.db, person.id)).toMatchObject(kept)
  const own = await collectOwnData(context, person.id)
  expect(own.news).toMatchObject([{ ...kept[0], givenAt, withdrawnAt: context.clock() }])
  await giveConsent(context, again)
  expect(await listConsents(database.db, person.id)).toHaveLength(2)
  await requestDeletion(context, person.id)
  expect(await listConsents(database.db, person.id)).toEqual([])
})

test("nobody consents to an organization that does not ask, or whose events they never registered for", async () => {
  const { world, organizer, organizationId } = await setup()
  const { context } = world
  const { person } = await registered(world, "ana@example.org", {})
  const stranger = await provedPerson(world, "eve@example.org")
  const before = await giveOwnConsent(context, person.id, { organizationId, wordingOf })
  await askForConsent(context, organizer, true)
  const unknown = await giveOwnConsent(context, stranger.id, { organizationId, wordingOf })

  const consents = [person, stranger].map(({ id }) => listConsents(database.db, id))
  expect([before, unknown]).toEqual([false, false])
  expect(await Promise.all(consents)).toEqual([[], []])
})

test("a registration that is cancelled or erased is in no segment", async () => {
  const given = await setup()
  const { world } = given
  const { id, person } = await registered(world, "ana@example.org", {})
  expect(await countOf(given, "")).toEqual([1, 0])
  await requestDeletion(world.context, person.id)

  expect((await getRegistration(world, id)).firstName).toBe("")
  expect(await countOf(given, "")).toEqual([0, 0])
})

test("a name is needed and taken once, a day must be one, and another organization's segment is not there", async () => {
  const { world, organizer } = await setup()
  const { context } = world
  const save = (id: string, name: string, address = "") =>
    saveSegment(context, organizer, { id, name, params: new URLSearchParams(address) })
  const [one, other] = [testId(), testId()]
  await save(one, "Regulars")

  expect(await save(other, " regulars ".replace("r", "R"))).toEqual({ name: "taken" })
  expect(await save(other, "", "since=2027-02-31")).toEqual({ name: "required", since: "not_a_date" })
  expect(await save(other, "Lone", "field=&value=x")).toEqual({ field: "required" })
  expect(await save(other, "\0")).toEqual({ name: "required" })
  expect(await save(other, "x".repeat(81))).toEqual({ name: "too_long" })
  const elsewhere = { id: "77", name: "Harbour" }
  const foreign = await testOrganizer(
    await createWorld(database.db, { event: { organization: elsewhere } }),
    { organization: elsewhere },
  )
  expect(await readSegment(context, foreign, one)).toBeNull()
  expect(await exportSegment(context, foreign, one)).toBeNull()
  await removeSegment(context, foreign, one)
  expect(await readSegment(context, organizer, one)).toMatchObject({ name: "Regulars" })
  await removeSegment(context, organizer, one)
  expect(await readSegments(context, organizer)).toEqual([])
})

test("whoever waits for a place is nobody's attendee", async () => {
  const { world, organizer, ...rest } = await setup()
  await registered(world, "ana@example.org", {})
  const { id } = await registered(world, "ben@example.org", {})
  await database.db.execute(`update registration set step = 'waitlisted' where id = '${id}'`)
  expect(await countOf({ world, organizer, ...rest }, "")).toEqual([1, 0])
})
