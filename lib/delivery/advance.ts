import type { AppContext } from "@/lib/context"
import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import {
  claimRegistration,
  releaseRegistration,
  renewClaim,
  unfinishedSteps,
} from "@/lib/db/queries/registration-claims"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import { backoffMs, type Effect, lookUpFirst, nextEffect } from "@/lib/domain/registration"
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
      await record(work, { journal: { step: "user_created", extraAttempt: lookUpFirst } })
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

type Ended = Exclude<Progress, { kind: "go_on" }>

/** Takes effect after effect until there is none, or one has to wait; returns when the registration is due again. */
async function run(work: Work): Promise<Ended> {
  const { context } = work
  for (let effects = 0; effects < maxEffects; effects++) {
    const effect = nextEffect(work.registration, work.person, context.clock())
    const progress = await perform(work, effect)
    if (progress.kind !== "go_on") return progress
  }
  context.log.error(
    { registration: work.registration.id },
    "a registration went round in circles; it will be tried again later",
  )
  return { kind: "come_back", at: new Date(context.clock().getTime() + backoffMs(9, context.random)) }
}

/**
 * Brings a registration as far as GATE lets it: claims it, performs one effect after another, and lets go. Callable at
 * any time and from any process; a registration that somebody works on, that is not due yet, or that is finished, is
 * left alone. Never throws for what GATE does.
 */
export async function advance(context: AppContext, id: string): Promise<void> {
  const { db, clock } = context
  const owner = newClaim(context)
  const claimed = await claimRegistration(db, id, { owner, now: clock(), steps: unfinishedSteps })
  if (claimed) await advanceClaimed({ ...context, owner }, claimed)
}

/** The name of one claim. One owner a claim, not a process: two claims of one process must not pass for each other. */
export function newClaim({ owner, newId }: Pick<AppContext, "owner" | "newId">): string {
  return `${owner}/${newId()}`
}

/** The same for a registration that `context.owner` has claimed; `known` is what the caller has read of it already. */
export async function advanceClaimed(
  context: AppContext,
  registration: RegistrationRow,
  known: Partial<Pick<Work, "person" | "event">> = {},
): Promise<void> {
  const { db, owner, clock, random, log } = context
  const { id, personId, eventId, attempts } = registration
  let ended: Ended
  try {
    ended = await whileRenewed(
      context,
      () => renewClaim(db, id, owner),
      async () => {
        const person = known.person ?? (await getPerson(db, personId))
        const event = known.event ?? (await getEvent(db, eventId))
        return run({ context, registration, person, event })
      },
    )
  } catch (error) {
    if (error instanceof LeaseLost) return
    log.error({ err: error, registration: id }, "a registration could not be advanced")
    ended = { kind: "come_back", at: new Date(clock().getTime() + backoffMs(attempts, random)) }
  }
  if (ended.kind === "come_back") await releaseRegistration(db, id, owner, ended)
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
