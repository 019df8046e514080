import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { correctName } from "@/lib/account/correct-name"
import { collectOwnData } from "@/lib/account/own-data"
import { requestDeletion } from "@/lib/account/request-deletion"
import { claimCheckIn } from "@/lib/db/queries/check-in"
import { setEventCancelled } from "@/lib/db/queries/event-news"
import { testDatabase } from "@/lib/db/test-database"
import { setEventTimes } from "@/lib/db/test-event"
import { testPassType, testTeam } from "@/lib/pass/test-certificates"
import { passFaults, unzip } from "@/lib/pass/test-pass-file"
import { accept } from "@/lib/registration/accept"
import { claimOffered } from "@/lib/registration/waiting"
import { sweep } from "@/lib/sweep"
import { acceptedRegistration, getRegistration, testInput } from "@/lib/testing/registration-world"
import { closeWallets, createWalletWorld, fieldOf, readPass, type WalletWorld } from "@/lib/testing/wallet"
import {
  forgetDevice,
  listDevicePasses,
  makeApplePass,
  readCurrentPass,
  registerDevice,
} from "./apple-service"
import { dueWallets, forgetSpentPasses, tellWallet } from "./tell-wallets"
import { offeredWallets } from "./wallet-ticket"

const database = testDatabase()
closeWallets()

const deviceId = "2b4c00000000000000000000000000ff"
const pushToken = "ab".repeat(32)
const dayMs = 24 * 60 * 60_000

/** What the sweeper does. */
async function tell({ world }: WalletWorld): Promise<void> {
  for (const id of await dueWallets(world.context).list()) await tellWallet(world.context, id)
}

async function onPhone(wallet: WalletWorld) {
  const pass = await wallet.take()
  const asked = {
    passType: testPassType,
    serial: pass.serialNumber,
    authorization: `ApplePass ${pass.authenticationToken}`,
  }
  const { context } = wallet.world
  expect(await registerDevice(context, { ...asked, deviceId, pushToken })).toBe(201)
  await tell(wallet)
  return { asked, pass }
}

async function walletOnPhone() {
  const wallet = await createWalletWorld(database.db)
  return { wallet, ...(await onPhone(wallet)), context: wallet.world.context }
}

const list = (wallet: WalletWorld, tag: string | null = null) =>
  listDevicePasses(wallet.world.context, { deviceId, passType: testPassType, tag })

test("a pass is what Apple documents: every file hashed, the manifest signed by the site's certificate", async () => {
  const wallet = await createWalletWorld(database.db)
  const { world, registrationId, certificate } = wallet
  const { ticketCode } = await getRegistration(world, registrationId)

  const file = await makeApplePass(world.context, registrationId)
  const files = unzip(file ?? Buffer.alloc(0))

  expect(passFaults(files, certificate)).toEqual([])
  expect([...files.keys()]).toEqual(expect.arrayContaining(["icon.png", "icon@3x.png", "logo@2x.png"]))
  const pass = readPass(file)
  expect(pass).toMatchObject({
    formatVersion: 1,
    passTypeIdentifier: testPassType,
    teamIdentifier: testTeam,
    serialNumber: registrationId,
    organizationName: "Northside Meetups",
    description: "Ticket for Field Notes Summit",
    webServiceURL: "https://gatehouse.example/api/wallet",
    expirationDate: expect.stringMatching(/^2027-05-14T/),
    semantics: { eventName: "Field Notes Summit", venueName: "Kraftwerk, Hall B" },
    barcodes: [
      { format: "PKBarcodeFormatQR", message: `HTTPS://GATEHOUSE.EXAMPLE/T/${ticketCode}`.toUpperCase() },
    ],
  })
  expect(pass.voided).toBeUndefined()
  expect(pass.authenticationToken.length).toBeGreaterThanOrEqual(16)
  expect(fieldOf(pass, "when")).toBe("Friday, 14 May 2027, 09:00–17:30")
  expect(fieldOf(pass, "name")).toBe("Ana Reyes")
})

test("a pass that somebody changed on the way is found out", async () => {
  const wallet = await createWalletWorld(database.db)
  const files = unzip((await makeApplePass(wallet.world.context, wallet.registrationId)) ?? Buffer.alloc(0))

  const forged = new Map(files).set("pass.json", Buffer.from("{}"))
  expect(passFaults(forged, wallet.certificate)).toEqual(["pass.json has another hash"])
})

test("a phone with a pass is woken once when the event moves, and gets a newer pass", async () => {
  const { wallet, asked, context } = await walletOnPhone()
  const first = await readCurrentPass(context, { ...asked, since: null })
  if (first.kind !== "pass") throw new Error("There is no pass")
  const since = first.changedAt.toUTCString()
  expect(await readCurrentPass(context, { ...asked, since })).toEqual({ kind: "known" })
  const before = (await list(wallet))?.lastUpdated ?? ""

  const [startsAt, endsAt] = [new Date("2027-06-01T08:00:00Z"), new Date("2027-06-01T16:00:00Z")]
  await setEventTimes(database.db, wallet.world.event.id, { startsAt, endsAt })
  await tell(wallet)
  await tell(wallet)

  expect(wallet.apple.pushes).toEqual([
    { token: pushToken, topic: testPassType, body: "{}", sender: `Pass Type ID: ${testPassType}` },
  ])
  expect(await list(wallet, before)).toMatchObject({ serialNumbers: [asked.serial] })
  const second = await readCurrentPass(context, { ...asked, since })
  if (second.kind !== "pass") throw new Error("There is no newer pass")
  expect(second.changedAt.getTime()).toBeGreaterThan(first.changedAt.getTime())
  const when = readPass(second.file).eventTicket.secondaryFields?.find(({ key }) => key === "when")
  expect(when).toMatchObject({
    value: expect.stringContaining("1 June 2027"),
    changeMessage: "New date or time: %@",
  })
})

test.each([
  [
    "its person cancelled",
    async ({ world, registrationId }: WalletWorld) => void (await cancel(world.context, registrationId)),
    "Cancelled",
  ],
  [
    "the event was cancelled",
    async ({ world }: WalletWorld) =>
      void (await setEventCancelled(database.db, world.event.id, { reason: null }, world.context.clock())),
    "Event cancelled",
  ],
])("a ticket is void on the phone after %s", async (_, act, words) => {
  const { wallet, asked, context } = await walletOnPhone()

  await act(wallet)
  await tell(wallet)

  expect(wallet.apple.pushes).toHaveLength(1)
  const current = await readCurrentPass(context, { ...asked, since: null })
  const pass = readPass(current.kind === "pass" ? current.file : null)
  expect(pass.voided).toBe(true)
  expect(pass.barcodes).toBeUndefined()
  expect(fieldOf(pass, "status")).toBe(words)
})

test.each<[string, (wallet: WalletWorld) => Promise<unknown>, string, string]>([
  [
    "its person was let in",
    ({ world, registrationId: id }) =>
      claimCheckIn(database.db, { eventId: world.event.id, id }, { by: id, now: world.context.clock() }),
    "status",
    "Checked in",
  ],
  [
    "its name was corrected",
    async ({ world, registrationId }) => {
      const { personId } = await getRegistration(world, registrationId)
      const seen = { first_name: "Ana", last_name: "Reyes" }
      return correctName(world.context, personId, { firstName: "Anna", lastName: "Reyes" }, seen)
    },
    "name",
    "Anna Reyes",
  ],
])("the phone hears that %s", async (_, act, key, words) => {
  const { wallet, asked, context } = await walletOnPhone()

  await act(wallet)
  await tell(wallet)

  expect(wallet.apple.pushes).toHaveLength(1)
  const current = await readCurrentPass(context, { ...asked, since: null })
  const pass = readPass(current.kind === "pass" ? current.file : null)
  expect(fieldOf(pass, key)).toBe(words)
  expect(pass.barcodes).toHaveLength(1)
})

test("nothing is told of what a pass does not say", async () => {
  const { wallet, context } = await walletOnPhone()

  await sweep(context)
  await wallet.world.pass(60_000)

  expect(wallet.apple.pushes).toEqual([])
  expect(await dueWallets(context).list()).toEqual([])
})

test.each([
  ["a wrong token", { authorization: `ApplePass ${"x".repeat(43)}` }],
  ["no token", { authorization: null }],
  ["a serial of nobody", { serial: "00000000-0000-4000-8000-00000000ffff" }],
  ["a serial that is none", { serial: "../.." }],
  ["another pass type", { passType: "pass.example.other" }],
])("nothing is told or kept for %s", async (_, wrong) => {
  const { wallet, asked, context } = await walletOnPhone()
  const refused = { ...asked, ...wrong }

  expect(await readCurrentPass(context, { ...refused, since: null })).toEqual({ kind: "refused" })
  expect(await registerDevice(context, { ...refused, deviceId: "other", pushToken })).toBe(401)
  expect(await forgetDevice(context, { ...refused, deviceId })).toBe(401)
  expect((await list(wallet))?.serialNumbers).toEqual([asked.serial])
})

test("somebody else's pass proves nothing for a ticket", async () => {
  const { asked, context } = await walletOnPhone()
  const other = await (await createWalletWorld(database.db)).take()

  const authorization = `ApplePass ${other.authenticationToken}`
  expect(await readCurrentPass(context, { ...asked, authorization, since: null })).toEqual({
    kind: "refused",
  })
})

test("a database without the site's key tells nobody's token", async () => {
  const { asked, context } = await walletOnPhone()
  const keys = { ...context.keys, wallet: Buffer.alloc(32) }

  expect(await readCurrentPass({ ...context, keys }, { ...asked, since: null })).toEqual({ kind: "refused" })
})

test.each([
  ["no token", null],
  ["words", "not hex"],
  ["a number", 42],
  ["a path", "ab/../../cd"],
])("a device with %s for notifications is refused", async (_, wrong) => {
  const { asked, context } = await walletOnPhone()

  expect(await registerDevice(context, { ...asked, deviceId: "other", pushToken: wrong })).toBe(400)
})

test("a phone that registers again is known, with its newest token", async () => {
  const { wallet, asked, context } = await walletOnPhone()
  const newer = "cd".repeat(32)

  expect(await registerDevice(context, { ...asked, deviceId, pushToken: newer })).toBe(200)
  await cancel(context, wallet.registrationId)
  await tell(wallet)

  expect(wallet.apple.pushes.map(({ token }) => token)).toEqual([newer])
})

test("a phone hears of what changed between taking the pass and registering", async () => {
  const wallet = await createWalletWorld(database.db)
  const pass = await wallet.take()
  await setEventTimes(database.db, wallet.world.event.id, { startsAt: new Date("2027-05-14T08:00:00Z") })
  await tell(wallet)
  const { context } = wallet.world
  const authorization = `ApplePass ${pass.authenticationToken}`

  await registerDevice(context, {
    ...{ passType: testPassType, serial: pass.serialNumber, authorization, deviceId, pushToken },
  })
  await tell(wallet)

  expect(wallet.apple.pushes).toHaveLength(1)
})

test("a pass goes onto twenty devices, and each of them may change its token", async () => {
  const { asked, context } = await walletOnPhone()
  const register = (id: string) => registerDevice(context, { ...asked, deviceId: id, pushToken })
  const others = Array.from({ length: 25 }, (_, index) => register(`device-${index}`))

  expect((await Promise.all(others)).filter((status) => status === 201)).toHaveLength(19)
  expect(await register("one-more")).toBe(400)
  expect(await register(deviceId)).toBe(200)
})

test("a device whose id is none is told nothing", async () => {
  const { asked, context } = await walletOnPhone()
  const nobody = { ...asked, deviceId: "\0" }

  expect(await listDevicePasses(context, { ...nobody, tag: null })).toBeNull()
  expect(await forgetDevice(context, nobody)).toBe(400)
  expect(await registerDevice(context, { ...nobody, pushToken })).toBe(400)
})

test("nobody wakes a phone that took the pass off", async () => {
  const { wallet, asked, context } = await walletOnPhone()

  expect(await forgetDevice(context, { ...asked, deviceId })).toBe(200)
  await cancel(context, wallet.registrationId)
  await tell(wallet)

  expect(wallet.apple.pushes).toEqual([])
  expect(await list(wallet)).toBeNull()
})

test.each([
  [410, "Unregistered"],
  [400, "BadDeviceToken"],
])("a phone that Apple answers %s for is forgotten", async (status, reason) => {
  const { wallet, context } = await walletOnPhone()
  wallet.apple.answer(status, reason)

  await cancel(context, wallet.registrationId)
  await tell(wallet)

  expect(await list(wallet)).toBeNull()
  expect(await dueWallets(context).list()).toEqual([])
})

test("what Apple does not take is tried again later, and whoever was told is not told twice", async () => {
  const { wallet, asked, context } = await walletOnPhone()
  const second = "cd".repeat(32)
  await registerDevice(context, { ...asked, deviceId: "second", pushToken: second })
  wallet.apple.answer(503, "ServiceUnavailable", second)

  await cancel(context, wallet.registrationId)
  await tell(wallet)
  expect(wallet.apple.pushes.map(({ token }) => token).sort()).toEqual([pushToken, second])
  expect(await dueWallets(context).list()).toEqual([])

  wallet.apple.answer(200, "", second)
  await wallet.world.pass(60_000)
  await tell(wallet)
  expect(wallet.apple.pushes.map(({ token }) => token).sort()).toEqual([pushToken, second, second])
  await wallet.world.pass(60_000)
  await tell(wallet)
  expect(wallet.apple.pushes).toHaveLength(3)
})

test("a phone that Apple has no time for is told later, whatever it says of the next one", async () => {
  const { wallet, asked, context } = await walletOnPhone()
  const second = "cd".repeat(32)
  await registerDevice(context, { ...asked, deviceId: "second", pushToken: second })
  wallet.apple.answer(503, "ServiceUnavailable", pushToken)
  wallet.apple.answer(400, "PayloadEmpty", second)

  await cancel(context, wallet.registrationId)
  await tell(wallet)
  wallet.apple.answer(200, "", pushToken)
  await wallet.world.pass(60_000)
  await tell(wallet)

  expect(wallet.apple.pushes.filter(({ token }) => token === pushToken)).toHaveLength(2)
  await wallet.world.pass(60_000)
  expect(await dueWallets(context).list()).toEqual([])
})

test("a save that moves the event and cancellations at the same time wait for nobody, and each pass is owed once", async () => {
  const wallet = await createWalletWorld(database.db)
  const { world } = wallet
  const { context, event } = world
  const others: string[] = []
  for (let index = 0; index < 6; index++) {
    const id = await acceptedRegistration(world)
    await makeApplePass(context, id)
    others.push(id)
  }

  const moves = [8, 9, 10].map((hour) =>
    setEventTimes(database.db, event.id, {
      startsAt: new Date(`2027-05-14T${String(hour).padStart(2, "0")}:00:00Z`),
    }),
  )
  const cancelled = await Promise.all([...others.map((id) => cancel(context, id)), ...moves])

  expect(cancelled.slice(0, others.length)).toEqual(others.map(() => true))
  expect(await dueWallets(context).list()).toHaveLength(others.length)
})

test("an Apple that cannot be reached fails nothing, and no device's token is in the log", async () => {
  const { wallet, context } = await walletOnPhone()
  await wallet.apple.close()

  await cancel(context, wallet.registrationId)
  await tell(wallet)

  expect(wallet.world.logged()).toContain("a wallet was not told of a change")
  expect(wallet.world.logged()).not.toContain(pushToken)
})

test("once the certificate has expired no pass is made, one line says so, and the rest goes on", async () => {
  const expiresAt = new Date("2027-01-11T00:00:00Z")
  const wallet = await createWalletWorld(database.db, { expiresAt })
  const { asked } = await onPhone(wallet)
  const { context } = wallet.world
  await wallet.world.pass(2 * dayMs)

  expect(await makeApplePass(context, wallet.registrationId)).toBeNull()
  expect(await readCurrentPass(context, { ...asked, since: null })).toEqual({ kind: "unavailable" })
  expect(await cancel(context, wallet.registrationId)).toBe(true)
  const due = dueWallets(context)
  expect([await due.list(), await due.list()]).toEqual([[], []])
  expect(wallet.world.logged().match(/has expired/g)).toHaveLength(1)
})

test("devices are downloaded with everything else, and go with the account at once", async () => {
  const { wallet, asked, context } = await walletOnPhone()
  const { personId } = await getRegistration(wallet.world, wallet.registrationId)

  const { registrations } = await collectOwnData(context, personId)
  expect(registrations[0]?.wallets).toMatchObject([{ wallet: "apple", devices: [{ deviceId, pushToken }] }])

  await requestDeletion(context, personId)
  await tell(wallet)
  expect(wallet.apple.pushes).toEqual([])
  expect(await readCurrentPass(context, { ...asked, since: null })).toEqual({ kind: "refused" })
  expect(await list(wallet)).toBeNull()
})

test("devices are forgotten a week after a ticket was cancelled, and a day after the event", async () => {
  const cancelled = await walletOnPhone()
  await cancel(cancelled.context, cancelled.wallet.registrationId)
  await cancelled.wallet.world.pass(6 * dayMs)
  await forgetSpentPasses(cancelled.context)
  expect(await list(cancelled.wallet)).not.toBeNull()
  await cancelled.wallet.world.pass(2 * dayMs)
  await forgetSpentPasses(cancelled.context)
  expect(await list(cancelled.wallet)).toBeNull()

  const over = await walletOnPhone()
  await over.wallet.world.pass(over.wallet.world.event.endsAt.getTime() - over.context.clock().getTime())
  await forgetSpentPasses(over.context)
  expect(await list(over.wallet)).not.toBeNull()
  await over.wallet.world.pass(dayMs)
  await forgetSpentPasses(over.context)
  expect(await list(over.wallet)).toBeNull()
})

test("whoever cancelled and waits for a place again has no valid pass, and the phone hears of the place they get", async () => {
  const wallet = await createWalletWorld(database.db, { event: { capacity: 1, waitlistOrder: "first_come" } })
  const { asked } = await onPhone(wallet)
  const { world, registrationId } = wallet
  const status = async () => {
    const current = await readCurrentPass(world.context, { ...asked, since: null })
    return fieldOf(readPass(current.kind === "pass" ? current.file : null), "status")
  }
  const { personId } = await getRegistration(world, registrationId)
  await cancel(world.context, registrationId)
  const cancelled = await status()
  const other = await acceptedRegistration(world)
  await accept(world.context, world.event, personId, testInput({ mayWait: true }))
  const registration = await getRegistration(world, registrationId)
  expect(registration.step).toBe("waitlisted")
  expect(offeredWallets(world.context, registration, world.event)).toEqual([])
  expect(await status()).toBe(cancelled)
  await tell(wallet)
  const before = wallet.apple.pushes.length

  await cancel(world.context, other)
  expect(await status()).toBe(cancelled)
  expect(await claimOffered(world.context, registrationId)).toBe("claimed")
  await tell(wallet)

  expect(await status()).not.toBe(cancelled)
  expect(wallet.apple.pushes).toHaveLength(before + 1)
})
