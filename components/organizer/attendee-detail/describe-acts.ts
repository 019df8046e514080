import { getTranslations } from "next-intl/server"
import type { AttendeeDetail } from "@/lib/domain/attendee-detail"
import { jumpReasons } from "@/lib/domain/waitlist"
import type { NetworkAct } from "./describe-network"
import type { AttendeeAct, ShownAttendee } from "./shown-attendee"

/** What one button does, without asking for anything. */
type PlainAct = Exclude<
  AttendeeAct,
  | "extend"
  | "cancel"
  | "erase"
  | "move_up"
  | "give_place"
  | "edit"
  | "reveal"
  | "verify"
  | "undo_verification"
  | NetworkAct
>

type Acts = Pick<ShownAttendee, "first" | "others" | "grave" | "jumps" | "jumpReasons">

/** What can be done with an attendee now, by an organizer with these permissions. */
export async function describeActs(detail: AttendeeDetail): Promise<Acts> {
  const t = await getTranslations("person.act")
  const waitlist = await getTranslations("person.waitlist")
  const { permissions, status, checkedIn, badgePrintedAt, erasedAt, canRestore, canCancel } = detail
  const isHere = erasedAt === null && status !== "cancelled" && status !== "removed"
  const isWaiting = status === "waitlisted" || status === "offered"
  const hasTicket = isHere && !isWaiting
  const [mayCheckIn, mayEdit] = [permissions.has("check_in"), permissions.has("edit")]
  const isRefused = status === "needs_attention" || detail.statusDelivery === "refused"
  const button = (act: PlainAct, isOffered: boolean) => (isOffered ? [{ act, label: t(`${act}`) }] : [])
  const first = [
    ...button("check_in", mayCheckIn && hasTicket && !checkedIn),
    ...button("undo_check_in", mayCheckIn && isHere && checkedIn !== null),
    ...button("restore", mayEdit && canRestore),
    ...button("badge", mayCheckIn && hasTicket && !badgePrintedAt),
    ...button("undo_badge", mayCheckIn && isHere && badgePrintedAt !== null),
  ]
  const others = [
    ...button("resend", mayEdit && hasTicket && detail.email !== ""),
    ...button("retry", mayEdit && isHere && isRefused),
  ]
  const cancelPoints = [
    ...(status === "waitlisted" ? [] : [t("cancel_point_place")]),
    ...(isWaiting ? [] : [t("cancel_point_ticket")]),
    t("cancel_point_mail"),
  ]
  const erasePoints = [
    t(detail.gate.shows ? "erase_point_shared" : "erase_point_data"),
    ...(status === "cancelled" || !canCancel ? [] : [t("erase_point_place"), t("cancel_point_mail")]),
    t("erase_point_account"),
    t("erase_point_forever"),
  ]
  const grave: Acts["grave"] = []
  if (mayEdit && isHere && canCancel) {
    const [label, submit] = isWaiting
      ? [waitlist("cancel"), waitlist("cancel_submit")]
      : [t("cancel"), t("cancel_submit")]
    grave.push({ act: "cancel", label, points: cancelPoints, submit })
  }
  if (mayEdit && erasedAt === null)
    grave.push({ act: "erase", label: t("erase"), points: erasePoints, submit: t("erase_submit") })
  const mayJump = mayEdit && isHere && isWaiting && canCancel
  const jump = (act: "move_up" | "give_place", isOffered: boolean) =>
    isOffered
      ? [{ act, label: waitlist(`${act}`), reason: waitlist("reason"), submit: waitlist(`submit_${act}`) }]
      : []
  const jumps = [...jump("move_up", mayJump && status === "waitlisted"), ...jump("give_place", mayJump)]
  const reasons = jumpReasons.map((value) => ({ value, label: waitlist(`reasons.${value}`) }))
  return { first, others, grave, jumps, jumpReasons: jumps.length > 0 ? reasons : [] }
}
