import { getTranslations } from "next-intl/server"
import type { Failure } from "@/lib/actions/state"
import type { WhenFull } from "@/lib/context"
import type { FullEvent } from "@/lib/desk/attendee"

/** The field in which an organizer says what to do when every place is taken: `exceed`, or `raise-25`. */
const whenFullName = "when_full"

/** What a form says of it; undefined where it says nothing that was offered. */
export function readWhenFull(form: FormData): WhenFull | undefined {
  const said = String(form.get(whenFullName) ?? "")
  if (said === "exceed") return said
  const [, places] = /^raise-([1-9]\d{0,7})$/.exec(said) ?? []
  return places === undefined ? undefined : { raiseTo: Number(places) }
}

/** Asks an organizer once: every place is taken, and they may go over the capacity or raise it. */
export async function askWhenFull({ taken, capacity }: FullEvent): Promise<Failure> {
  const t = await getTranslations("person.full")
  const places = taken + 1
  return {
    title: t("title", { capacity }),
    body: t("body", { taken }),
    offers: [
      { name: whenFullName, value: "exceed", label: t("exceed") },
      { name: whenFullName, value: `raise-${places}`, label: t("raise", { places }) },
    ],
  }
}
