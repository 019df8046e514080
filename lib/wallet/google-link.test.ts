import { importSPKI, jwtVerify } from "jose"
import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { requestDeletion } from "@/lib/account/request-deletion"
import { setEventCancelled } from "@/lib/db/queries/event-news"
import { testDatabase } from "@/lib/db/test-database"
import { setEventTimes } from "@/lib/db/test-event"
import { getRegistration, type WorldOptions } from "@/lib/testing/registration-world"
import { closeWallets, createWalletWorld, type WalletWorld } from "@/lib/testing/wallet"
import { makeGoogleLink } from "./google-link"
import { dueWallets, tellWallet } from "./tell-wallets"

const database = testDatabase()
closeWallets()

/** What the sweeper does. */
async function tell({ world }: WalletWorld): Promise<void> {
  for (const id of await dueWallets(world.context).list()) await tellWallet(world.context, id)
}

async function saved({ status = 200, event = {} }: { status?: number } & Pick<WorldOptions, "event"> = {}) {
  const wallet = await createWalletWorld(database.db, { event })
  const { context } = wallet.world
  wallet.google.answer(status)
  const link = (await makeGoogleLink(context, wallet.registrationId)) ?? ""
  return { wallet, context, link }
}

/** What the service account signed in a link. */
async function readLink({ world, googleKey }: WalletWorld, link: string) {
  expect(link).toMatch(/^https:\/\/pay\.google\.com\/gp\/v\/save\/[\w.-]+$/)
  const { payload } = await jwtVerify(link.split("/").at(-1) ?? "", await importSPKI(googleKey, "RS256"), {
    algorithms: ["RS256"],
    audience: "google",
    issuer: "site@project.example",
    currentDate: world.context.clock(),
  })
  return payload
}

test("the link names a ticket that Google was given, and is short for the longest event", async () => {
  const most = { title: "Ä".repeat(120), host: "ж".repeat(120), venueName: "あ".repeat(200) }
  const texts = { title: most.title, venueName: most.venueName, ticketNote: "م".repeat(500) }
  const translations = { es: texts, pt: texts, ar: texts }
  const { wallet, context, link } = await saved({
    event: { ...most, venueAddress: "ö".repeat(300), ticketNote: "ü".repeat(500), translations },
  })
  const { world, registrationId, google } = wallet
  const ids = { id: `3388.${registrationId}`, classId: `3388.${world.event.id}` }

  expect((await readLink(wallet, link)).payload).toEqual({ eventTicketObjects: [ids] })
  expect(link.length).toBeLessThan(1_800)
  expect(google.given()).toMatchObject([
    {
      kind: "eventTicketClass",
      content: { id: ids.classId, eventName: { defaultValue: { value: most.title } } },
    },
    { kind: "eventTicketObject", content: { ...ids, state: "ACTIVE", ticketHolderName: "Ana Reyes" } },
  ])

  const again = (await makeGoogleLink(context, registrationId)) ?? ""
  expect((await readLink(wallet, again)).payload).toEqual({ eventTicketObjects: [ids] })
  expect(google.given()).toHaveLength(2)
})

test("while Google takes nothing, the link has the whole ticket", async () => {
  const { wallet, link } = await saved({ status: 503 })
  const { world, registrationId } = wallet
  const { ticketCode } = await getRegistration(world, registrationId)
  const { event } = world

  expect(await readLink(wallet, link)).toMatchObject({
    typ: "savetowallet",
    origins: ["https://gatehouse.example"],
    payload: {
      eventTicketClasses: [
        {
          id: `3388.${event.id}`,
          reviewStatus: "UNDER_REVIEW",
          eventName: { defaultValue: { language: "en", value: "Field Notes Summit" } },
          venue: { name: { defaultValue: { value: "Kraftwerk, Hall B" } } },
          dateTime: { start: "2027-05-14T07:00:00.000Z", end: "2027-05-14T15:30:00.000Z" },
          heroImage: { sourceUri: { uri: expect.stringContaining(`/e/${event.slug}/share/en-`) } },
        },
      ],
      eventTicketObjects: [
        {
          id: `3388.${registrationId}`,
          classId: `3388.${event.id}`,
          state: "ACTIVE",
          ticketHolderName: "Ana Reyes",
          barcode: { type: "QR_CODE", value: `HTTPS://GATEHOUSE.EXAMPLE/T/${ticketCode}` },
        },
      ],
    },
  })
})

test("Google hears once of an event that moved, as the service account", async () => {
  const { wallet } = await saved()
  const before = wallet.google.asked.length

  const startsAt = new Date("2027-05-14T08:00:00Z")
  await setEventTimes(database.db, wallet.world.event.id, { startsAt })
  await tell(wallet)
  await tell(wallet)

  const [token] = wallet.google.asked
  const changes = wallet.google.asked.slice(before)
  expect(token).toMatchObject({ method: "POST", path: "/token" })
  const assertion = new URLSearchParams(token?.body).get("assertion") ?? ""
  const { payload } = await jwtVerify(assertion, await importSPKI(wallet.googleKey, "RS256"))
  expect(payload).toMatchObject({
    iss: "site@project.example",
    aud: wallet.google.tokenUrl,
    scope: "https://www.googleapis.com/auth/wallet_object.issuer",
  })
  expect(changes.map(({ authorization }) => authorization)).toEqual(["Bearer granted", "Bearer granted"])
  expect(wallet.google.changes()).toMatchObject([
    {
      kind: "eventTicketClass",
      content: { dateTime: { start: startsAt.toISOString() }, notifyPreference: "NOTIFY_ON_UPDATE" },
    },
    { kind: "eventTicketObject", id: `3388.${wallet.registrationId}`, content: { state: "ACTIVE" } },
  ])
})

test.each([
  ["its person cancelled", ({ world, registrationId }: WalletWorld) => cancel(world.context, registrationId)],
  [
    "the event was cancelled",
    ({ world }: WalletWorld) =>
      setEventCancelled(database.db, world.event.id, { reason: null }, world.context.clock()),
  ],
])("a ticket is inactive at Google after %s", async (_, act) => {
  const { wallet } = await saved()

  await act(wallet)
  await tell(wallet)

  expect(wallet.google.changes().at(-1)).toMatchObject({
    kind: "eventTicketObject",
    content: { state: "INACTIVE", barcode: null },
  })
})

test("a Google that refuses now is told later", async () => {
  const { wallet, context } = await saved()
  wallet.google.answer(503)
  await cancel(context, wallet.registrationId)
  await tell(wallet)
  expect(await dueWallets(context).list()).toEqual([])

  wallet.google.answer(200)
  await wallet.world.pass(60_000)
  await tell(wallet)
  expect(wallet.google.changes().at(-1)?.content).toMatchObject({ state: "INACTIVE" })
  await wallet.world.pass(60_000)
  expect(await dueWallets(context).list()).toEqual([])
})

test("a ticket that nobody saved in the end is owed to nobody", async () => {
  const { wallet, context } = await saved()
  wallet.google.answer(404)

  await cancel(context, wallet.registrationId)
  await tell(wallet)

  await wallet.world.pass(60_000)
  expect(await dueWallets(context).list()).toEqual([])
})

test("with the account the name goes from Google as well, and then nothing is kept of it", async () => {
  const { wallet, context } = await saved()
  const { personId } = await getRegistration(wallet.world, wallet.registrationId)

  await requestDeletion(context, personId)
  await tell(wallet)

  expect(wallet.google.changes().at(-1)).toMatchObject({
    kind: "eventTicketObject",
    content: { state: "INACTIVE", ticketHolderName: null, barcode: null },
  })
  const asked = wallet.google.asked.length
  await setEventTimes(database.db, wallet.world.event.id, { startsAt: new Date("2027-05-14T08:00:00Z") })
  await tell(wallet)
  expect(wallet.google.asked).toHaveLength(asked)
})
