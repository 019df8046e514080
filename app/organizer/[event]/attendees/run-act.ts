import { getLocale, getTranslations } from "next-intl/server"
import type { AttendeeAct } from "@/components/organizer/attendee-detail/shown-attendee"
import { describeOutcome } from "@/components/organizer/check-in/describe-door"
import type { FormResult } from "@/lib/actions/form-action"
import { readFullEvent } from "@/lib/desk/attendee"
import {
  cancelAttendee,
  extendDeadline,
  resendTicket,
  restoreAttendee,
  retryRefused,
} from "@/lib/desk/attendee-acts"
import { setBadge } from "@/lib/desk/badge"
import { checkIn, undoCheckIn } from "@/lib/desk/check-in"
import { eraseAttendee } from "@/lib/desk/erase-attendee"
import { givePlace, moveUpInLine } from "@/lib/desk/waitlist-acts"
import { dayAndTime } from "@/lib/domain/event-time"
import { parseLocalTime } from "@/lib/domain/local-time"
import type { Permission } from "@/lib/domain/permission"
import { verificationMethods } from "@/lib/domain/verification"
import { isJumpReason } from "@/lib/domain/waitlist"
import { handOverPassword } from "@/lib/network/own-pass"
import { addTime, bulkSeconds, endPass, giveAgain, type PassActOutcome } from "@/lib/network/pass-acts"
import { revealAnswer } from "@/lib/organizers/reveal"
import { undoVerification, verifyAnswer } from "@/lib/organizers/verify"
import type { Acting } from "./acting"
import { editAct } from "./edit-act"
import { askWhenFull, readWhenFull } from "./full-event"

export const actPermissions: Record<AttendeeAct, Permission> = {
  check_in: "check_in",
  undo_check_in: "check_in",
  badge: "check_in",
  undo_badge: "check_in",
  add_network_time: "check_in",
  end_network: "check_in",
  give_network_again: "check_in",
  renew_network_password: "check_in",
  resend: "edit",
  retry: "edit",
  restore: "edit",
  extend: "edit",
  cancel: "edit",
  erase: "edit",
  move_up: "edit",
  give_place: "edit",
  edit: "edit",
  reveal: "see_sensitive",
  verify: "see_sensitive",
  undo_verification: "see_sensitive",
}

type Done = "check_in_undone" | "badge_printed" | "badge_undone" | "resent" | "cancelled" | "erased"

async function done(what: Done): Promise<FormResult> {
  const t = await getTranslations("person.done")
  return { notice: { title: t(`${what}`), body: "" } }
}

async function failed(why: "gone" | "changed" | "too_late" | "unproved" | "unreadable"): Promise<FormResult> {
  const t = await getTranslations("person.failed")
  return { failure: { title: t("title"), body: t(`${why}`) } }
}

/** `changed`: the button stood there because it was otherwise a moment ago. */
const doneOrChanged = async (isDone: boolean, what: Done) => (isDone ? done(what) : failed("changed"))

async function checkInAttendee({ context, scope, id }: Acting): Promise<FormResult> {
  const outcome = await checkIn(context, scope, id)
  if (!("attendee" in outcome)) return failed("gone")
  const { kind, title, body } = await describeOutcome(outcome, scope.event)
  return kind === "checked_in" ? { notice: { title: body, body: "" } } : { failure: { title, body } }
}

async function extend({ context, scope, id, form }: Acting): Promise<FormResult> {
  const { timeZone } = scope.event
  const t = await getTranslations("person")
  const typed = parseLocalTime(String(form.get("until") ?? ""), timeZone)
  if (!typed.ok) return { issues: { until: t("failed.not_a_time") }, values: {} }
  if (typed.at <= context.clock()) return { issues: { until: t("failed.not_future") }, values: {} }
  if (!(await extendDeadline(context, scope, id, typed.at))) return failed("gone")
  const at = dayAndTime(typed.at, timeZone, await getLocale())
  return { notice: { title: t("done.extended", { at }), body: "" } }
}

const attendeePath = ({ scope, id }: Acting) => `/organizer/${scope.event.slug}/attendees/${id}`

async function reveal(acting: Acting): Promise<FormResult> {
  const { context, scope, id, form } = acting
  const key = String(form.get("question") ?? "")
  const revealed = await revealAnswer(context, scope, id, key)
  switch (revealed.kind) {
    case "revealed": {
      const label = scope.event.questions.find((question) => question.key === key)?.label ?? key
      return { notice: { title: label, body: revealed.answer } }
    }
    case "code_needed":
      return { goTo: `/organizer/reveal?back=${encodeURIComponent(attendeePath(acting))}` }
    case "unreadable":
      return failed("unreadable")
    default:
      return failed("gone")
  }
}

async function verify(acting: Acting): Promise<FormResult> {
  const { context, scope, id, form } = acting
  const text = (name: string) => String(form.get(name) ?? "")
  const method = verificationMethods.find((known) => known === text("method"))
  if (!method) return failed("gone")
  const request = { questionKey: text("question"), method, seen: text("seen") }
  const verified = await verifyAnswer(context, scope, id, request)
  if (verified === "code_needed")
    return { goTo: `/organizer/reveal?back=${encodeURIComponent(attendeePath(acting))}` }
  const t = await getTranslations("verification")
  if (verified === "verified") return { notice: { title: t("done.verified"), body: "" } }
  const title = (await getTranslations("person.failed"))("title")
  return { failure: { title, body: t(`failed.${verified}`) } }
}

async function undoVerify({ context, scope, id, form }: Acting): Promise<FormResult> {
  const t = await getTranslations("verification")
  return (await undoVerification(context, scope, id, String(form.get("question") ?? "")))
    ? { notice: { title: t("done.undone"), body: "" } }
    : failed("changed")
}

async function retry({ context, scope, id }: Acting): Promise<FormResult> {
  const retried = await retryRefused(context, scope, id)
  if (retried === "unproved") return failed("unproved")
  if (retried === "nothing") return failed("changed")
  const t = await getTranslations("person.done")
  return { notice: { title: t("resumed"), body: "" } }
}

type PassDone = "network_added" | "network_ended" | "network_given"

/** What an act on the network pass came to; GATE hears of it behind the answer. */
async function passDone(outcome: PassActOutcome, what: PassDone): Promise<FormResult> {
  const t = await getTranslations("person")
  return outcome === "done"
    ? { notice: { title: t(`done.${what}`), body: "" } }
    : { failure: { title: t("failed.title"), body: t(`failed.network_${outcome}`) } }
}

async function renewPassword({ context, scope, id }: Acting): Promise<FormResult> {
  const password = await handOverPassword(context, scope, id)
  const t = await getTranslations("person")
  return password === null
    ? { failure: { title: t("failed.title"), body: t("failed.network_password") } }
    : { notice: { title: t("done.network_password"), body: password } }
}

async function restore({ context, scope, id, form }: Acting): Promise<FormResult> {
  const restored = await restoreAttendee(context, scope, id, readWhenFull(form))
  if (restored === "full") return { failure: await askWhenFull(await readFullEvent(context, scope)) }
  if (restored !== "restored") return failed(restored)
  const t = await getTranslations("person.done")
  return { notice: { title: t("restored"), body: "" } }
}

/** Puts somebody who waits before others, for one of the reasons. */
async function jump(
  act: "move_up" | "give_place",
  { context, scope, id, form }: Acting,
): Promise<FormResult> {
  const t = await getTranslations("person.waitlist")
  const reason = form.get("reason")
  if (!isJumpReason(reason)) return { issues: { reason: t("reason_required") }, values: { do: [act] } }
  if (act === "move_up") {
    const isMoved = await moveUpInLine(context, scope, id, reason)
    return isMoved ? { notice: { title: t("moved_up"), body: "" } } : failed("changed")
  }
  const given = await givePlace(context, scope, id, { reason, whenFull: readWhenFull(form) })
  if (given === "full") return { failure: await askWhenFull(await readFullEvent(context, scope)) }
  return given === "given" ? { notice: { title: t("given"), body: "" } } : failed(given)
}

/** Does what a form of the attendee's panel asks for, and says what came of it. */
export async function runAct(act: AttendeeAct, acting: Acting): Promise<FormResult> {
  const { context, scope, id } = acting
  switch (act) {
    case "check_in":
      return checkInAttendee(acting)
    case "undo_check_in":
      return doneOrChanged(await undoCheckIn(context, scope, id), "check_in_undone")
    case "badge":
      return doneOrChanged(await setBadge(context, scope, id, true), "badge_printed")
    case "undo_badge":
      return doneOrChanged(await setBadge(context, scope, id, false), "badge_undone")
    case "resend":
      return doneOrChanged(await resendTicket(context, scope, id), "resent")
    case "cancel":
      return doneOrChanged(await cancelAttendee(context, scope, id), "cancelled")
    case "erase":
      return doneOrChanged(await eraseAttendee(context, scope, id), "erased")
    case "add_network_time":
      return passDone(await addTime(context, scope, id, bulkSeconds), "network_added")
    case "end_network":
      return passDone(await endPass(context, scope, id), "network_ended")
    case "give_network_again":
      return passDone(await giveAgain(context, scope, id), "network_given")
    case "renew_network_password":
      return renewPassword(acting)
    case "restore":
      return restore(acting)
    case "retry":
      return retry(acting)
    case "extend":
      return extend(acting)
    case "reveal":
      return reveal(acting)
    case "verify":
      return verify(acting)
    case "undo_verification":
      return undoVerify(acting)
    case "move_up":
    case "give_place":
      return jump(act, acting)
    case "edit":
      return editAct(acting)
  }
}
