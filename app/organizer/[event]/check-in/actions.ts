"use server"

import { refresh } from "next/cache"
import { notFound } from "next/navigation"
import { after } from "next/server"
import { getTranslations } from "next-intl/server"
import {
  describeDoorAnswers,
  describeNothing,
  describeOutcome,
  describePass,
} from "@/components/organizer/check-in/describe-door"
import type { DoorResult, DoorState } from "@/components/organizer/check-in/door-state"
import { performDueTasks } from "@/lib/delivery/perform-task"
import { findAttendee } from "@/lib/desk/attendee"
import { checkIn, checkInByCode, undoCheckIn } from "@/lib/desk/check-in"
import { readTicketCode } from "@/lib/domain/ticket-code"
import { requireEventScope } from "@/lib/loaders/organizer"
import { addTime, bulkSeconds, giveAgain } from "@/lib/network/pass-acts"
import { findPassView } from "@/lib/network/pass-view"
import { allows, type EventScope } from "@/lib/organizers/scope"
import { type Runtime, runtime } from "@/lib/runtime"
import { describeSearch } from "./describe-search"

type Answer = Pick<DoorState, "result" | "search">

/** What is no code, or a code nobody has that is somebody's name, is searched for. */
async function scan(context: Runtime, scope: EventScope, typed: string): Promise<Answer> {
  if (typed === "") return { result: await describeNothing(), search: null }
  const isCode = readTicketCode(typed) !== null
  const outcome = isCode ? await checkInByCode(context, scope, typed) : null
  if (outcome && outcome.kind !== "unknown_code") {
    return { result: await describeOutcome(outcome, scope.event), search: null }
  }
  const search = await describeSearch(context, scope, typed)
  if (outcome && search.rows.length === 0) {
    return { result: await describeOutcome(outcome, scope.event), search: null }
  }
  return { result: null, search }
}

/** Adds time to a network pass, or gives it again, while its holder stands at the desk. */
async function actOnPass(context: Runtime, scope: EventScope, id: string, act: unknown): Promise<DoorResult> {
  const t = await getTranslations("person")
  const outcome =
    act === "add_network_time"
      ? await addTime(context, scope, id, bulkSeconds)
      : act === "give_network_again"
        ? await giveAgain(context, scope, id)
        : "none"
  const attendee = await findAttendee(context, scope, id)
  const done = act === "add_network_time" ? t("done.network_added") : t("done.network_given")
  return {
    kind: outcome === "done" ? "done" : "failed",
    title: outcome === "done" ? done : t("failed.title"),
    body: outcome === "done" ? "" : t(`failed.network_${outcome}`),
    attendee: attendee && {
      id,
      name: `${attendee.firstName} ${attendee.lastName}`.trim(),
      path: `/organizer/${scope.event.slug}/attendees/${id}`,
    },
  }
}

/**
 * The result with what the door is to know of whoever it is about: the chosen answers, and for a desk the network pass and
 * the way to the attendee's page.
 */
async function withDetails(context: Runtime, scope: EventScope, result: DoorResult): Promise<DoorResult> {
  if (!result.attendee) return result
  const { questions } = scope.event
  const hasNetworkPass = scope.event.hasNetworkPass && allows(scope, "check_in")
  const isAsked = questions.some(({ atDoor }) => atDoor)
  const registration = isAsked ? await findAttendee(context, scope, result.attendee.id) : null
  const view = hasNetworkPass ? await findPassView(context, result.attendee.id) : null
  const path = allows(scope, "view") ? result.attendee.path : null
  return {
    ...result,
    attendee: { ...result.attendee, path },
    answers: registration ? await describeDoorAnswers(questions, registration.answers) : [],
    ...(view && { network: await describePass(view) }),
  }
}

async function answer(context: Runtime, scope: EventScope, form: FormData): Promise<Answer> {
  const [undone, attendee] = [form.get("undo"), form.get("attendee")]
  if (typeof undone === "string") {
    const isUndone = await undoCheckIn(context, scope, undone)
    const t = await getTranslations("person")
    const title = isUndone ? t("done.check_in_undone") : t("failed.changed")
    const kind = isUndone ? "done" : "failed"
    return { result: { kind, title, body: "", attendee: null }, search: null }
  }
  if (typeof attendee === "string") {
    const outcome = await checkIn(context, scope, attendee)
    return { result: await describeOutcome(outcome, scope.event), search: null }
  }
  const pass = form.get("pass")
  if (typeof pass === "string") {
    if (!allows(scope, "check_in")) notFound()
    return { result: await actOnPass(context, scope, pass, form.get("pass_act")), search: null }
  }
  return scan(context, scope, String(form.get("scan") ?? "").trim())
}

/** Everything the door's forms ask: `scan` a code or a name, let in an `attendee`, `undo` a check-in, or act on a `pass`. */
export async function doorAction(slug: string, state: DoorState, form: FormData): Promise<DoorState> {
  const scope = await requireEventScope(slug, "door")
  const context = await runtime()
  const answered = await answer(context, scope, form)
  // GATE is told behind the answer: nobody at the door waits for it.
  after(() => performDueTasks(context))
  refresh()
  const result = answered.result && (await withDetails(context, scope, answered.result))
  return { attempt: state.attempt + 1, ...answered, result }
}
