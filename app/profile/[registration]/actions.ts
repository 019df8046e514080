"use server"

import { redirect } from "next/navigation"
import type { FormState } from "@/lib/actions/state"
import { keepSkipped } from "@/lib/auth/skipped-cookie"
import { seenKeys } from "@/lib/domain/conflict"
import { loadTicket } from "@/lib/loaders/ticket"
import { answersAction } from "./answers-action"

/** Saves the answers of one page of questions, or passes them over until a later visit. */
export async function continueAction(
  registrationId: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  const path = `/profile/${registrationId}`
  if (form.get("intent") === "skip") {
    await loadTicket(registrationId)
    await keepSkipped(registrationId, seenKeys(form))
    redirect(path)
  }
  return answersAction({
    registrationId,
    goTo: async (passedOver) => {
      await keepSkipped(registrationId, passedOver)
      return path
    },
  })(state, form)
}

/** Saves one answer that is changed from the list of all of them. */
export async function changeAction(
  registrationId: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answersAction({ registrationId, goTo: async () => `/profile/${registrationId}/answers` })(
    state,
    form,
  )
}
