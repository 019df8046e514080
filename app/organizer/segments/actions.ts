"use server"

import { getTranslations } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { askForConsent, removeSegment, type SegmentFaults, saveSegment } from "@/lib/attendees/segments"
import { isUuid } from "@/lib/domain/uuid"
import { requireOrganizer } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"
import { runtime } from "@/lib/runtime"

const guard = () => requireOrganizer("edit")

async function issuesOf({ name, since, field }: SegmentFaults): Promise<Record<string, string>> {
  const t = await getTranslations("marketing.segment.fault")
  return {
    ...(name && { name: t(`name_${name}`) }),
    ...(since && { since: t(`since_${since}`) }),
    ...(field && { field: t(`field_${field}`) }),
  }
}

/** Saves a segment; `id` was made for the page of a new one. */
export async function saveSegmentAction(id: string, state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard,
    parse: (submitted) => {
      const entries = [...submitted].map(([name, value]) => [name, String(value)])
      return { ok: true, input: new URLSearchParams(entries) }
    },
    run: async (params, scope) => {
      if (!isUuid(id)) return { goTo: "/organizer/segments" }
      const name = params.get("name") ?? ""
      const issues = await issuesOf(await saveSegment(await runtime(), scope, { id, name, params }))
      if (Object.keys(issues).length > 0) return { issues, values: {} }
      return { goTo: `/organizer/segments/${id}?done=saved` }
    },
  })
}

export async function removeSegmentAction(id: string, state: FormState, form: FormData): Promise<FormState> {
  return answerButton(state, form, {
    guard,
    run: async (scope) => {
      if (isUuid(id)) await removeSegment(await runtime(), scope, id)
      return { goTo: "/organizer/segments?done=removed" }
    },
  })
}

/** Has people who register asked whether they want the organization's news, or no more. */
export async function askForConsentAction(state: FormState, form: FormData): Promise<FormState> {
  return answerButton(state, form, {
    guard,
    run: async (scope) => {
      const answer = form.get("ask")
      if (answer !== "yes" && answer !== "no") return { goTo: "/organizer/segments" }
      await askForConsent(await runtime(), scope, answer === "yes")
      return { goTo: `/organizer/segments?done=${answer === "yes" ? "asked" : "not_asked"}` }
    },
  })
}
