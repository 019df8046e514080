"use server"

import { refresh } from "next/cache"
import { redirect } from "next/navigation"
import type { FormState } from "@/lib/actions/state"
import { attendeeAction } from "../attendee-action"

/** Takes every form of an attendee's own page. */
export async function attendeePageAction(
  slug: string,
  registrationId: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  const answer = await attendeeAction(slug, registrationId, redirect)(state, form)
  refresh()
  return answer
}
