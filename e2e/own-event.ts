import { type APIRequestContext, expect } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { locationOf, postForm } from "./form-post"
import { inDays } from "./servers/small-event"

const lampRepair = {
  ...{ title: "Lamp Repair", host: "Northside", description: "", time_zone: "Europe/Berlin" },
  ...{ venue_name: "Hall", starts_at: "2027-06-05T10:00", ends_at: "2027-06-05T18:00" },
  ...{ terms: "Be kind.", hue: "258", retention_days: "30", language: "en" },
}

/** The instant this many days from now as fields of time take it; an hour or two off, for they are the event's clocks. */
export function fieldTime(days: number): string {
  return inDays(days).slice(0, 16)
}

/** Makes an event by its form, as the organizer who is signed in; returns its slug. */
export async function draftEvent(
  request: APIRequestContext,
  changed: Record<string, string> = {},
): Promise<string> {
  const fields = { ...lampRepair, ...changed }
  const made = await postForm(request, {
    path: "/organizer/new",
    button: words("editor.event.create"),
    fields,
  })
  expect(made.status(), "the new event").toBe(303)
  return locationOf(made)?.split("/")[2] ?? ""
}

/** Makes an event and publishes it; returns its slug. */
export async function publishEvent(
  request: APIRequestContext,
  changed: Record<string, string> = {},
): Promise<string> {
  const slug = await draftEvent(request, changed)
  const path = `/organizer/${slug}/settings`
  const published = await postForm(request, { path, button: "Publish", fields: { state: "published" } })
  expect(published.status(), "its publishing").toBe(303)
  return slug
}

/** Asks another question of an event by its form. */
export async function askQuestion(
  request: APIRequestContext,
  slug: string,
  fields: Record<string, string>,
): Promise<void> {
  const path = `/organizer/${slug}/questions/new`
  const asked = await postForm(request, { path, button: words("editor.question.save"), fields })
  expect(asked.status(), "the new question").toBe(303)
}

/** Changes an event that `publishEvent` made, by its form. */
export async function changeEvent(
  request: APIRequestContext,
  slug: string,
  changed: Record<string, string>,
): Promise<void> {
  const path = `/organizer/${slug}/settings`
  const fields = { ...lampRepair, slug, ...changed }
  const saved = await postForm(request, { path, button: "Save changes", fields })
  expect(saved.status(), "the changed event").toBe(303)
}
