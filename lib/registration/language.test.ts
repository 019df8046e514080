import { expect, test } from "vitest"
import { getPerson, setLanguage } from "@/lib/db/queries/people"
import { testDatabase } from "@/lib/db/test-database"
import { words } from "@/lib/i18n/test-words"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { createWorld, getRegistration, testInput, type World } from "@/lib/testing/registration-world"
import { confirmDraft } from "./confirm"
import { resendCode, startDraft } from "./draft"

const database = testDatabase()

const email = "ana@example.org"
const titles = { es: { title: "Cuaderno de Campo" }, ar: { title: "ملاحظات الميدان" } }

function codeIn(subject = ""): string {
  return /\d{3} \d{3}/.exec(subject)?.[0] ?? ""
}

async function register(world: World, language: string): Promise<string> {
  const { termsAcceptedAt: _, ...input } = testInput({ language })
  const challengeId = await startDraft(world.context, world.event, { ...input, email }, { client: null })
  const confirmation = { challengeId, code: codeIn(world.mails.at(-1)?.subject), language }
  return confirmDraft(world.context, world.event, confirmation, async () => {})
}

const subjects = (world: World) => world.mails.map(({ subject }) => subject)

test("code and ticket come in the language of the browser, and the person keeps it", async () => {
  const world = await createWorld(database.db, { event: { translations: titles } })

  const registrationId = await register(world, "es")
  await deliverMails(world.context)

  const { language, personId } = await getRegistration(world, registrationId)
  expect([language, (await getPerson(database.db, personId)).language]).toEqual(["es", "es"])
  expect(subjects(world)).toEqual([
    expect.stringContaining("es tu código de Cuaderno de Campo"),
    words("mail.ticket.subject", { event: "Cuaderno de Campo" }, "es"),
  ])
})

test("a second code is asked for in the language the page has by then", async () => {
  const world = await createWorld(database.db, { event: { translations: titles } })
  const { termsAcceptedAt: _, ...input } = testInput({ language: "es" })
  const challengeId = await startDraft(world.context, world.event, { ...input, email }, { client: null })
  await world.pass(60_000)

  await resendCode(world.context, { challengeId, client: null, language: "ar" })

  expect(subjects(world)[1]).toContain("ملاحظات الميدان")
})

test("a language chosen later is the one of the mails still owed", async () => {
  const world = await createWorld(database.db, { event: { translations: titles } })
  const registrationId = await register(world, "es")

  await setLanguage(database.db, (await getRegistration(world, registrationId)).personId, "en")
  await deliverMails(world.context)

  expect(subjects(world)[1]).toBe("You’re in: Field Notes Summit")
})

test("GATE is told the event's own words, whatever the language of the page", async () => {
  const world = await createWorld(database.db, { event: { translations: titles } })

  await register(world, "ar")

  const { extras } = await world.gateState()
  expect(extras).toMatchObject([{ event: world.event.slug, locale: "es_MX" }])
})
