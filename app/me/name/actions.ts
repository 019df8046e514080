"use server"

import { after } from "next/server"
import { getTranslations } from "next-intl/server"
import { answerForm } from "@/app/answer-form"
import { correctName, type NameConflict } from "@/lib/account/correct-name"
import type { FormResult } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { performDueTasks } from "@/lib/delivery/perform-task"
import { seenName } from "@/lib/domain/conflict"
import { requireOwner } from "@/lib/loaders/account"
import { switchLanguage } from "@/lib/loaders/language"
import { keepTyped } from "@/lib/loaders/typed-form"
import { parseNameForm } from "@/lib/registration/registration-form"
import { runtime } from "@/lib/runtime"

/** Says at each part what it was changed to meanwhile; sent again, the form has seen that. */
async function changedElsewhere(conflicts: NameConflict[]): Promise<FormResult> {
  const t = await getTranslations("me.name")
  const text = (name: string) => (name ? t("changed_elsewhere", { name }) : t("removed_elsewhere"))
  return {
    issues: Object.fromEntries(conflicts.map(({ key, theirs }) => [key, text(theirs)])),
    values: Object.fromEntries(conflicts.map(({ key, theirs }) => [seenName(key), [theirs]])),
  }
}

/** Saves the name; GATE hears of it behind the answer. */
export async function correctNameAction(state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  const context = await runtime()
  return answerForm(state, form, {
    guard: () => requireOwner(form),
    parse: parseNameForm,
    run: async (name, person) => {
      const shown = (field: "first_name" | "last_name") => String(form.get(seenName(field)) ?? "")
      const seen = { first_name: shown("first_name"), last_name: shown("last_name") }
      const { conflicts, isSaved } = await correctName(context, person.id, name, seen)
      if (conflicts.length > 0) return changedElsewhere(conflicts)
      after(() => performDueTasks(context))
      return { goTo: isSaved ? "/me?done=name" : "/me" }
    },
    switchLanguage,
  })
}
