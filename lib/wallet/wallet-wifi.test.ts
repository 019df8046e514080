import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { createNetworkWorld, hourMs } from "@/lib/testing/network"
import { closeWallets, createWalletWorld, fieldOf, readPass } from "@/lib/testing/wallet"
import { makeApplePass } from "./apple-service"
import { makeGoogleLink } from "./google-link"
import { dueWallets } from "./tell-wallets"

const database = testDatabase()
closeWallets()

async function withNetwork(rule: { portalUrl?: string } = {}) {
  const { world: issuing, google } = await createWalletWorld(database.db)
  const { wallet } = issuing.context
  const world = await createNetworkWorld(database.db, { rule, context: { wallet } })
  const read = async () => readPass(await makeApplePass(world.context, world.registrationId))
  return { world, read, google }
}

test("a pass has the Wi-Fi while it is open, and its phone hears when it opens and when it closes", async () => {
  const { world, read } = await withNetwork()
  expect((await read()).semantics.wifiAccess).toBeUndefined()

  await world.live(hourMs)
  expect(await dueWallets(world.context).list()).toHaveLength(1)
  const password = await world.password()
  const pass = await read()
  expect(pass.semantics.wifiAccess).toEqual([{ ssid: "Summit", password }])
  expect(fieldOf(pass, "password")).toBe(password)

  await world.live(4 * hourMs)
  const closed = await read()
  expect(closed.semantics.wifiAccess).toBeUndefined()
  expect(JSON.stringify(closed)).not.toContain(password)
})

test("the password of a portal is written down, and no phone tries to join an open network with it", async () => {
  const { world, read } = await withNetwork({ portalUrl: "https://portal.example/" })
  await world.live(hourMs)

  const pass = await read()
  expect(pass.semantics.wifiAccess).toBeUndefined()
  expect(fieldOf(pass, "password")).toBe(await world.password())
})

test("Google gets no Wi-Fi", async () => {
  const { world, google } = await withNetwork()
  await world.live(hourMs)

  await makeGoogleLink(world.context, world.registrationId)
  const given = JSON.stringify(google.given())
  expect(given).toContain("Field Notes Summit")
  expect(given).not.toContain(await world.password())
})
