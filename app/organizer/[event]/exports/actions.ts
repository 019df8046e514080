"use server"

import { redirect } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { formAction } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { requestExport } from "@/lib/attendees/export"
import { parseExportForm } from "@/lib/attendees/export-form"
import { loadFormWords } from "@/lib/i18n/form-words"
import { reportUnexpected } from "@/lib/loaders/form-report"
import { requireEventScope } from "@/lib/loaders/organizer"
import { noteRefusal } from "@/lib/loaders/refused-form"
import { runtime } from "@/lib/runtime"

/** Writes down what is to be exported, and leads to its file. */
export async function requestExportAction(
  slug: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  const t = await getTranslations("export.error")
  const refuse = (issues: FormState["issues"]) => ({ issues, values: {} })
  return formAction({
    words: await loadFormWords(),
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
    report: reportUnexpected,
    refused: noteRefusal,
    redirect,
  })(state, form)
}
