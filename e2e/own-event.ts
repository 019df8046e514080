import { type APIRequestContext, expect } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { locationOf, postForm } from "./form-post"

const lampRepair = {
  ...{ title: "Lamp Repair", host: "Northside", description: "", time_zone: "Europe/Berlin" },
  ...{ venue_name: "Hall", starts_at: "2027-06-05T10:00", ends_at: "2027-06-05T18:00" },
  ...{ terms: "Be kind.", hue: "258", retention_days: "30", language: "en" },
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
