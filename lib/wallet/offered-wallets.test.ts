import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { setEventCancelled } from "@/lib/db/queries/event-news"
import { findRegistrationWithEvent } from "@/lib/db/queries/registrations"
import { testDatabase } from "@/lib/db/test-database"
import { words } from "@/lib/i18n/test-words"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { closeWallets, createWalletWorld, type WalletWorld } from "@/lib/testing/wallet"
import { offeredWallets } from "./wallet-ticket"

const database = testDatabase()
closeWallets()

const untilOver = ({ world }: WalletWorld) =>
  world.pass(world.event.endsAt.getTime() - world.context.clock().getTime())

async function offered({ world, registrationId }: WalletWorld) {
  const found = await findRegistrationWithEvent(database.db, registrationId)
  if (!found) throw new Error("There is no registration")
  return offeredWallets(world.context, found.registration, found.event)
}

test("a ticket may go into both wallets, and its mail offers them", async () => {
  const wallet = await createWalletWorld(database.db)
  expect(await offered(wallet)).toEqual(["apple", "google"])

  await deliverMails(wallet.world.context)
  expect(wallet.world.mails[0]?.text).toContain(words("wallet.add.apple"))
  expect(wallet.world.mails[0]?.text).toContain(words("wallet.add.google"))
})

test("a ticket's mail that goes out after the event offers no wallet", async () => {
  const wallet = await createWalletWorld(database.db)
  await untilOver(wallet)

  await deliverMails(wallet.world.context)

  const [mail] = wallet.world.mails
  expect(mail?.text).toContain(`/tickets/${wallet.registrationId}`)
  expect(mail?.text).not.toContain(words("wallet.add.apple"))
  expect(mail?.text).not.toContain(words("wallet.add.google"))
})

test.each<[string, (wallet: WalletWorld) => Promise<unknown>]>([
  ["its person cancelled", ({ world, registrationId }) => cancel(world.context, registrationId)],
  [
    "its event was cancelled",
    ({ world }) => setEventCancelled(database.db, world.event.id, { reason: null }, world.context.clock()),
  ],
  ["its event is over", untilOver],
])("a ticket may go into no wallet once %s", async (_, act) => {
  const wallet = await createWalletWorld(database.db)
  await act(wallet)
  expect(await offered(wallet)).toEqual([])
})
