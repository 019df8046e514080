import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { questionStages, questionTypes } from "@/lib/domain/question"
import type { NamedLanguage } from "./event-labels"

const fields = [
  "label",
  "hint",
  "why",
  "type",
  "options",
  "required",
  "field",
  "stage",
  "need_by",
  "show_if",
  "at_door",
] as const

const translated = ["label", "hint", "why", "options"] as const

/** Fields of a question's form in its order: its own, then its words in each other language. */
export function questionFieldOrder(languages: NamedLanguage[]): string[] {
  return [...fields, ...languages.flatMap(({ code }) => translated.map((name) => `${name}_${code}`))]
}

/** What the fields of a question's form and their choices are called. */
export async function loadQuestionLabels(languages: NamedLanguage[]): Promise<EditorLabels> {
  const t = await getTranslations("editor.question")
  const common = await getTranslations("common")
  const own = fields.map((name) => [name, t(`label.${name}`)])
  const words = languages.flatMap(({ code, name: language }) =>
    translated.map((name) => [`${name}_${code}`, `${t(`label.${name}`)} (${language})`]),
  )
  return {
    fields: Object.fromEntries([...own, ...words]),
    values: {
      type: Object.fromEntries(questionTypes.map((type) => [type, t(`type.${type}`)])),
      stage: Object.fromEntries(questionStages.map((stage) => [stage, t(`stage.${stage}`)])),
      required: { yes: common("yes") },
      at_door: { yes: common("yes") },
    },
  }
}
