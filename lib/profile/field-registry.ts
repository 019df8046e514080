import { z } from "zod"
import { choiceSeparator, maxAnswerLength } from "@/lib/domain/answers"
import { isEventSpecific, type Question } from "@/lib/domain/question"
import { type ReservedFields, reservedFields } from "@/lib/domain/status-field"

/** What a custom field means for one event (contract §9.18). */
export type RegistryEntry = { field: string; key: string; purpose: string; format: Question["type"] }

/** Every custom field an event uses, in the order of the fields. */
export function fieldRegistry(questions: Question[]): RegistryEntry[] {
  return questions
    .filter(isEventSpecific)
    .map(({ field, key, label, type }) => ({ field, key, purpose: label, format: type }))
    .sort((a, b) => a.field.localeCompare(b.field))
}

const text = z.string().min(1).max(maxAnswerLength)

function formatOf(question: Question): z.ZodType {
  const values = question.options.map(({ value }) => value)
  switch (question.type) {
    case "short_text":
    case "long_text":
      return text
    case "single_choice":
      return z.enum(values)
    case "multiple_choice":
      return text.regex(new RegExp(`^(${values.join("|")})(${choiceSeparator}(${values.join("|")}))*$`))
    case "yes_no":
      return z.enum(["yes", "no"])
    case "date":
      return z.iso.date()
    case "phone":
      return text.regex(/^\+[1-9]\d{1,14}$/)
    case "country":
      return text.regex(/^[A-Z]{2}$/)
    case "whole_number":
      return text.regex(/^-?\d{1,9}$/)
  }
}

const time = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z`

/** What Gatehouse itself writes, and a desk that works in GATE may write as well (contract §10). */
const reservedFormats: Record<keyof ReservedFields, RegExp> = {
  status: new RegExp(`^(active|cancelled@${time})$`),
  checkIn: new RegExp(`^(registered|no_show|checked_in@${time})$`),
  badge: new RegExp(`^(none|printed@${time})$`),
}

function reservedEntries(questions: Question[]) {
  const fields = reservedFields(questions)
  return (["status", "checkIn", "badge"] as const).flatMap((name) =>
    fields[name] === null ? [] : [[fields[name], text.regex(reservedFormats[name]).nullable().optional()]],
  )
}

/**
 * What a record of an event holds in its custom fields: canonical strings, or null (contract §9.18). The other fields are
 * those of the person, and a field nobody uses now may still hold what a removed question was told.
 */
export function customFieldSchema(questions: Question[]): z.ZodObject {
  const entries = questions
    .filter(isEventSpecific)
    .map((question) => [question.field, formatOf(question).nullable().optional().describe(question.label)])
  return z.looseObject(Object.fromEntries([...entries, ...reservedEntries(questions)]))
}

/** The same as JSON Schema, for those who read or write the fields elsewhere. */
export function customFieldJsonSchema(questions: Question[]): object {
  return z.toJSONSchema(customFieldSchema(questions))
}
