import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import {
  claimRegistration,
  findRegistration,
  releaseRegistration,
  renewRegistration,
  unfinishedSteps,
} from "@/lib/db/queries/registrations"
import { backoffMs, type Effect, nextEffect, unknownTerritory } from "@/lib/domain/registration"
import type { RegistrationContext } from "./context"
import { createExtra, findExtra, updateExtra } from "./ensure-extra"
import { awaitProof, createUser, findUser } from "./ensure-user"
import { whileRenewed } from "./lease"
import { goOn, LeaseLost, type Progress, record, type Work, waitUntil } from "./work"

/** A registration needs six effects at most; more means GATE contradicts itself, and waiting is better than a loop. */
const maxEffects = 12

async function perform(work: Work, effect: Effect): Promise<Progress> {
  switch (effect.kind) {
    case "link_user":
      if (work.registration.needsProof) return awaitProof(work)
      await record(work, { journal: { step: "user_created", extraAttempt: unknownTerritory } })
      return goOn
    case "find_user":
      return findUser(work)
    case "create_user":
      return createUser(work)
    case "find_extra":
      return findExtra(work)
    case "create_extra":
      return createExtra(work)
    case "update_extra":
      return updateExtra(work, effect.extraId)
    case "wait":
      return waitUntil(effect.until)
    case "nothing":
      return { kind: "come_back", at: work.context.clock() }
  }
}

async function load(context: RegistrationContext, id: string): Promise<Work | null> {
  const registration = await findRegistration(context.db, id)
  if (!registration) return null
  const person = await getPerson(context.db, registration.personId)
  const event = await getEvent(context.db, registration.eventId)
  return { context, registration, person, event }
}

type ComeBack = Exclude<Progress, { kind: "go_on" }>

/** Takes effect after effect until there is none, or one has to wait; returns when the registration is due again. */
async function run(context: RegistrationContext, id: string): Promise<ComeBack> {
  for (let effects = 0; effects < maxEffects; effects++) {
    const work = await load(context, id)
    if (!work) return { kind: "come_back", at: context.clock() }
    const effect = nextEffect(work.registration, work.person, context.clock())
    const progress = await perform(work, effect)
    if (progress.kind === "come_back") return progress
  }
  context.log.error(
    { registration: id },
    "a registration went round in circles; it will be tried again later",
  )
  return { kind: "come_back", at: new Date(context.clock().getTime() + backoffMs(9, context.random)) }
}

/**
 * Brings a registration as far as GATE lets it: claims it, performs one effect after another, and lets go. Callable at
 * any time and from any process; a registration that somebody works on, that is not due yet, or that is finished, is
 * left alone. Never throws for what GATE does.
 */
export async function advance(context: RegistrationContext, id: string): Promise<void> {
  const { db, clock, newId, random, log } = context
  // One owner a claim, not a process: two claims of one process must not pass for each other.
  const owner = `${context.owner}/${newId()}`
  const claimed = await claimRegistration(db, id, { owner, now: clock(), steps: unfinishedSteps })
  if (!claimed) return
  let comeBack: ComeBack
  try {
    comeBack = await whileRenewed(
      context,
      () => renewRegistration(db, id, owner),
      () => run({ ...context, owner }, id),
    )
  } catch (error) {
    if (error instanceof LeaseLost) return
    log.error({ err: error, registration: id }, "a registration could not be advanced")
    comeBack = { kind: "come_back", at: new Date(clock().getTime() + backoffMs(claimed.attempts, random)) }
  }
  await releaseRegistration(db, id, owner, comeBack)
}

/**
 * Gives work `budgetMs` milliseconds and answers either way; it goes on behind the answer. A visitor waits for a ticket
 * only as long as GATE is quick.
 */
export async function withinBudget(work: Promise<void>, budgetMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const budget = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, budgetMs)
  })
  await Promise.race([work, budget])
  clearTimeout(timer)
}
