import { expect, test } from "vitest"
import { listOrganizerEvents } from "@/lib/db/queries/organizers"
import { testDatabase } from "@/lib/db/test-database"
import { AppError } from "@/lib/domain/errors"
import { saveAnswers } from "@/lib/profile/save-answers"
import { mailedChallenge, mailedCode, otherCode } from "@/lib/testing/codes"
import { type TestOrganizer, testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { type Attendee, createAttendee } from "@/lib/testing/profile"
import { testId } from "@/lib/testing/registration-world"
import { findRevealUntil, proveReveal, requestRevealCode, revealAnswer, revealMs } from "./reveal"
import type { EventScope } from "./scope"

const database = testDatabase()

const number = "C01X00T4789"
const neverRevealed = ["not_allowed", "code_needed", "missing", "unreadable"]

/** Somebody with a passport number, and an organizer of the event. */
async function setup(organizer: TestOrganizer = {}): Promise<{ ana: Attendee; scope: EventScope }> {
  const ana = await createAttendee(database.db)
  await saveAnswers(ana.world.context, ana.id, ana.form(await ana.view(), { passport: number }))
  const scope = await testEventScope(ana.world, await testOrganizer(ana.world, organizer))
  return { ana, scope }
}

async function askForCode({ world }: Attendee, scope: EventScope) {
  const request = { challengeId: testId(), client: null, language: "en" }
  const { challengeId } = await requestRevealCode(world.context, scope, request)
  return { challengeId, code: mailedCode(world, scope.email) }
}

async function unlock(ana: Attendee, scope: EventScope): Promise<void> {
  await proveReveal(ana.world.context, scope, await askForCode(ana, scope))
}

const reveal = (ana: Attendee, scope: EventScope, key = "passport") =>
  revealAnswer(ana.world.context, scope, ana.id, key)

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "taken",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  )

test("a fresh code shows the number for five minutes, and then another one is needed", async () => {
  const { ana, scope } = await setup()
  const before = await reveal(ana, scope)
  await unlock(ana, scope)

  const fresh = await reveal(ana, scope)
  await ana.world.pass(revealMs - 1)
  const last = await reveal(ana, scope)
  await ana.world.pass(1)
  const late = await reveal(ana, scope)

  expect(before).toEqual({ kind: "code_needed" })
  expect([fresh, last]).toEqual(Array(2).fill({ kind: "revealed", answer: number }))
  expect(late).toEqual({ kind: "code_needed" })
})

test("every look is in the person's trail with who looked, and the number is in no trail and no log", async () => {
  const { ana, scope } = await setup()
  await unlock(ana, scope)

  await reveal(ana, scope)
  await reveal(ana, scope)

  const looks = (await ana.events()).filter((name) => name === "sensitive.revealed")
  const acts = await listOrganizerEvents(ana.world.context.db, scope.organization.id)
  expect(looks).toHaveLength(2)
  expect(acts).toMatchObject([{ name: "sensitive.unlocked", actorId: scope.personId }])
  expect(JSON.stringify([acts, ana.world.logged()])).not.toContain(number)
})

test("what cannot be recorded is not shown", async () => {
  const { ana, scope } = await setup()
  await unlock(ana, scope)
  const { context } = ana.world
  const full = {
    ...context,
    db: new Proxy(context.db, {
      get: (db, name) =>
        name === "transaction"
          ? () => Promise.reject(new Error("The disk is full"))
          : Reflect.get(db, name, db),
    }),
  }

  await expect(revealAnswer(full, scope, ana.id, "passport")).rejects.toThrow("The disk is full")
})

test("an organizer without the permission gets neither a code nor an answer", async () => {
  const { ana, scope } = await setup({ role: "organizer" })

  expect(await reveal(ana, scope)).toEqual({ kind: "not_allowed" })
  await expect(async () => askForCode(ana, scope)).rejects.toThrow("may not see_sensitive")
  expect(ana.world.mails.filter(({ to }) => to === scope.email)).toEqual([])
})

test("one organizer's code opens nothing for another", async () => {
  const { ana, scope } = await setup()
  const colleague = await testEventScope(ana.world, await testOrganizer(ana.world))
  await unlock(ana, colleague)
  const theirs = await askForCode(ana, colleague)

  expect(await reveal(ana, scope)).toEqual({ kind: "code_needed" })
  expect(await codeOf(proveReveal(ana.world.context, scope, theirs))).toBe("draft_missing")
})

test("a wrong code, a code of an attendee and no code open nothing", async () => {
  const { ana, scope } = await setup()
  const { context } = ana.world
  const { challengeId, code } = await askForCode(ana, scope)
  const attendees = await mailedChallenge(ana.world, "ana@example.org")

  const attempts = [{ challengeId, code: otherCode(code) }, attendees, { challengeId: "", code }]
  const outcomes = await Promise.all(attempts.map((attempt) => codeOf(proveReveal(context, scope, attempt))))

  expect(outcomes).toEqual(["code_wrong", "draft_missing", "draft_missing"])
  expect(await findRevealUntil(context, scope)).toBeNull()
})

test("only sensitive answers that are there, of this event, are revealed", async () => {
  const { ana, scope } = await setup()
  await unlock(ana, scope)
  const elsewhere = await ana.world.addEvent({ questions: [] })
  const wrongEvent = await testEventScope(ana.world, scope, elsewhere.slug)

  const outcomes = [
    await reveal(ana, scope, "company"),
    await reveal(ana, scope, "no_such_question"),
    await reveal(ana, wrongEvent),
    await revealAnswer(ana.world.context, scope, testId(), "passport"),
  ]

  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill("missing"))
  expect(await ana.events()).not.toContain("sensitive.revealed")
})

test("an organizer of another organization is told of nobody", async () => {
  const { ana } = await setup()
  const organization = { id: "8", name: "Elsewhere" }
  const theirs = await ana.world.addEvent({ organization, questions: [] })
  const stranger = await testOrganizer(ana.world, { organization })
  const scope = await testEventScope(ana.world, stranger, theirs.slug)
  await unlock(ana, scope)

  expect(await reveal(ana, scope)).toEqual({ kind: "missing" })
})

test("a number somebody wrote into GATE in clear is shown as it is, one of another account is not", async () => {
  const { ana, scope } = await setup()
  await unlock(ana, scope)
  const sealed = (await ana.record()).passport_number ?? ""
  await ana.changeInGate({ passport_number: "D11111111" })
  const plain = await reveal(ana, scope)
  const damaged = `${sealed.slice(0, -4)}AAAA`
  await ana.changeInGate({ passport_number: damaged })

  expect(plain).toEqual({ kind: "revealed", answer: "D11111111" })
  expect(neverRevealed).toContain((await reveal(ana, scope)).kind)
})

test("while GATE is down the journal's answer is shown", async () => {
  const { ana, scope } = await setup()
  await unlock(ana, scope)
  await ana.world.faults([{ fault: "error", status: 503 }])

  expect(await reveal(ana, scope)).toEqual({ kind: "revealed", answer: number })
})
