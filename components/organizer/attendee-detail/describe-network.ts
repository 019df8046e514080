import { getLocale, getTranslations } from "next-intl/server"
import { dayAndTime } from "@/lib/domain/event-time"
import { isUsable, type NetworkPassView, networkProblems, wholeMinutes } from "@/lib/domain/network-pass"
import type { Permission } from "@/lib/domain/permission"
import type { AttendeeAct, ShownPass } from "./shown-attendee"

/** What can be done with a network pass. */
export type NetworkAct = Extract<
  AttendeeAct,
  "add_network_time" | "end_network" | "give_network_again" | "renew_network_password"
>

/** Seconds as people say them. */
export async function durationText(seconds: number): Promise<string> {
  const t = await getTranslations("person.network")
  const minutes = wholeMinutes(seconds)
  const rest = minutes % 60
  return minutes < 60
    ? t("minutes", { minutes })
    : t("hours", { hours: (minutes - rest) / 60, minutes: rest })
}

async function describeNotice(
  view: NetworkPassView,
  time: (at: Date) => string,
): Promise<ShownPass["notice"]> {
  const t = await getTranslations("person.network")
  const { problem, missing, timeAskedAt } = view
  if (problem) {
    const items = Object.entries(problem.fieldErrors ?? {}).flatMap(([field, sentences]) =>
      sentences.map((sentence) => `${field}: ${sentence}`),
    )
    const known = networkProblems.find((kind) => kind === problem.kind)
    return { text: known ? t(`problem.${known}`) : t("problem.refused"), items }
  }
  if (missing) return { text: t(`missing.${missing}`), items: [] }
  return timeAskedAt ? { text: t("time_asked", { at: time(timeAskedAt) }), items: [] } : null
}

/** What may be done now; an act that came too late says so. */
export function passActs({
  state,
  secondsGranted,
  username,
  isMadeHere,
  isEnded,
}: NetworkPassView): NetworkAct[] {
  if (state === "none") return []
  const isRunning = isUsable(state)
  return [
    ...(secondsGranted === null || isEnded ? [] : (["add_network_time"] as const)),
    ...(isRunning ? (["end_network"] as const) : (["give_network_again"] as const)),
    ...(isRunning && username !== null && isMadeHere ? (["renew_network_password"] as const) : []),
  ]
}

/** The network pass of an attendee, on the event's clocks. */
export async function describeNetwork(
  view: NetworkPassView,
  permissions: ReadonlySet<Permission>,
  timeZone: string,
): Promise<ShownPass> {
  const t = await getTranslations("person.network")
  const inList = await getTranslations("list.labels")
  const act = await getTranslations("person.act")
  const language = await getLocale()
  const time = (at: Date) => dayAndTime(at, timeZone, language)
  const { state, secondsGranted, secondsLeft } = view
  const fact = (label: string, value: string | null) => (value === null ? [] : [{ label, value }])
  const granted = secondsGranted === null ? t("unlimited") : await durationText(secondsGranted)
  const left = secondsGranted === null ? null : (secondsLeft ?? secondsGranted)
  return {
    title: t("title"),
    state: { value: state, label: inList(`network.${state}`) },
    notice: await describeNotice(view, time),
    facts: [
      ...fact(t("window"), t("from_until", { from: time(view.opensAt), until: time(view.closesAt) })),
      ...fact(t("granted"), granted),
      ...fact(t("account"), view.username),
      ...fact(t("first_login"), view.firstLogin && time(view.firstLogin)),
      ...fact(t("last_login"), view.lastLogin && time(view.lastLogin)),
      ...fact(t("read_at"), view.readAt && time(view.readAt)),
    ],
    left:
      left === null || secondsGranted === null || state === "none"
        ? null
        : {
            value: Math.min(left, secondsGranted),
            max: secondsGranted,
            label: t("left", { left: await durationText(left), granted }),
          },
    acts: permissions.has("check_in")
      ? passActs(view).map((name) => ({ act: name, label: act(`${name}`) }))
      : [],
  }
}
