import { getTranslations } from "next-intl/server"
import type { Option } from "@/components/ui/select"
import { answerFields, offeredOptions, oldestFields, type Question } from "@/lib/domain/question"
import { reservedFields } from "@/lib/domain/status-field"

/** GATE's fields, each with the question that fills it or what Gatehouse keeps there. */
export async function loadFieldOptions(others: Question[]): Promise<Option[]> {
  const t = await getTranslations("editor.question.field")
  const reserved = reservedFields(others)
  return answerFields.map((field) => {
    const other = others.find((question) => question.field === field)
    const purpose = (["status", "checkIn", "badge"] as const).find((name) => reserved[name] === field)
    if (other) return { value: field, label: t("taken", { field, label: other.label }) }
    if (purpose) return { value: field, label: t(`reserved.${purpose}`, { field }) }
    const isOldest = oldestFields.some((name) => name === field)
    return { value: field, label: t(isOldest ? "oldest" : "free", { field }) }
  })
}

/** Answers of earlier questions that another one can depend on, as `key:value`. */
export async function loadConditions(earlier: Question[]): Promise<Option[]> {
  const common = await getTranslations("common")
  return earlier.flatMap((question) => {
    const isChoice = question.type === "single_choice" || question.type === "multiple_choice"
    const answers =
      question.type === "yes_no"
        ? [
            { value: "yes", label: common("yes") },
            { value: "no", label: common("no") },
          ]
        : isChoice
          ? offeredOptions(question)
          : []
    return answers.map(({ value, label }) => ({
      value: `${question.key}:${value}`,
      label: `${question.label} ${label}`,
    }))
  })
}
