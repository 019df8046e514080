"use server"

import { refresh } from "next/cache"
import { redirect } from "next/navigation"
import type { FormState } from "@/lib/actions/state"
import { keepTyped } from "@/lib/loaders/typed-form"
import { attendeeAction } from "../attendee-action"

/** Takes every form of an attendee's own page. */
export async function attendeePageAction(
  slug: string,
  registrationId: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  if (form.get("do") === "edit") await keepTyped(form)
  const answer = await attendeeAction(slug, registrationId, redirect)(state, form)
  refresh()
  return answer
}
