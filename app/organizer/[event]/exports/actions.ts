"use server"

import { getTranslations } from "next-intl/server"
import { answerForm } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { requestExport } from "@/lib/attendees/export"
import { parseExportForm } from "@/lib/attendees/export-form"
import { requireEventScope } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"

/** Writes down what is to be exported, and leads to its file. */
export async function requestExportAction(
  slug: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  const t = await getTranslations("export.error")
  const refuse = (issues: FormState["issues"]) => ({ issues, values: {} })
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "view"),
    parse: (submitted, scope) => ({ ok: true, input: parseExportForm(submitted, scope.event) }),
    run: async ({ id, format, query, columns, isSensitive }, scope) => {
      if (columns.length === 0) return refuse({ columns: t("no_columns") })
      if (!format) return refuse({ format: t("no_format") })
      const file = { id, format, query, columns, isSensitive }
      const isPrepared = await requestExport(await runtime(), scope, file)
      if (!isPrepared) return refuse({ sensitive: t("not_allowed") })
      return { goTo: `/organizer/${slug}/exports?file=${id}` }
    },
  })
}
