"use server"

import { getTranslations } from "next-intl/server"
import { describeOutcome } from "@/components/organizer/check-in/describe-door"
import { saveColumnsView } from "@/lib/attendees/columns-view"
import { checkIn } from "@/lib/desk/check-in"
import { isUuid } from "@/lib/domain/uuid"
import { requireEventScope } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"

/** A view of all the columns an event can have is shorter. */
const longestView = 5_000

/** Remembers how the organizer who asks looks at this event's attendees; `cols` as in the list's address. */
export async function saveColumnsAction(slug: string, cols: string): Promise<void> {
  const scope = await requireEventScope(slug, "view")
  await saveColumnsView(await runtime(), scope, String(cols).slice(0, longestView))
}

/** Checks the attendee in whom the keyboard is on, and says what came of it. */
export async function checkInFromListAction(slug: string, registrationId: string): Promise<string> {
  const scope = await requireEventScope(slug, "check_in")
  const outcome = isUuid(registrationId) ? await checkIn(await runtime(), scope, registrationId) : null
  if (outcome && "attendee" in outcome) return (await describeOutcome(outcome, scope.event)).body
  return (await getTranslations("person.failed"))("gone")
}
