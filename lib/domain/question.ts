import { z } from "zod"

export const questionTypes = [
  "short_text",
  "long_text",
  "single_choice",
  "multiple_choice",
  "yes_no",
  "date",
  "phone",
  "country",
  "whole_number",
] as const

export type QuestionType = (typeof questionTypes)[number]

/** When a question is asked: before the place is secured, or on a later visit. */
export const questionStages = ["registration", "profile"] as const

export type QuestionStage = (typeof questionStages)[number]

export const customFields = [
  "custom_field_1",
  "custom_field_2",
  "custom_field_3",
  "custom_field_4",
  "custom_field_5",
  "custom_field_6",
  "custom_field_7",
  "custom_field_8",
] as const

/** Fields of the oldest page alone: a GATE of another page drops them without a word (contract §11 D7). */
export const oldestFields = [
  "department",
  "job_title",
  "phone_extension",
  "emergency_contact",
  "emergency_phone",
  "notes",
] as const

/**
 * GATE fields an event's question may fill (contract §4.1). `event`, `accept_terms`, `locale` and `country_id` are
 * absent because registration itself writes them; `country` brings its `country_id` along.
 */
export const answerFields = [
  "title",
  "gender",
  "birthday",
  "age",
  "age_range",
  "telephone",
  "address",
  "city",
  "state",
  "postal_code",
  "country",
  "company",
  "tax_id",
  "passport_number",
  "hometown",
  "location",
  ...oldestFields,
  ...customFields,
] as const

export type AnswerField = (typeof answerFields)[number]

/** `removed`: no longer offered; kept for the label of answers given before. */
export type QuestionOption = { value: string; label: string; removed?: boolean }

/** Asked only when another question of the event has one of these answers. */
export type ShowIf = { key: string; values: string[] }

/** The words of a question in another language; what is missing stays in the event's own. */
export type QuestionWords = { label?: string; hint?: string; why?: string; options?: Record<string, string> }

export type Question = {
  id: string
  key: string
  label: string
  hint: string | null
  type: QuestionType
  required: boolean
  options: QuestionOption[]
  stage: QuestionStage
  field: AnswerField
  /** One line that tells people why they are asked. */
  why: string | null
  /** When the answer is needed at the latest; required questions are reminded of before. */
  needBy: Date | null
  showIf: ShowIf | null
  /** Whether the door shows the answer large when its person is let in: a diet, a table, a track. */
  atDoor: boolean
  translations: Record<string, QuestionWords>
}

/** The part of a question that says what an answer means; a change of it is a new version. */
export type QuestionDefinition = Pick<Question, "label" | "type" | "options" | "field">

/** The question in `language`, as far as it is translated. Keys and option values, which are stored, never change. */
export function localiseQuestion(question: Question, language: string): Question {
  const { options: labels, ...words } = question.translations[language] ?? {}
  const options = question.options.map((option) => ({
    ...option,
    label: labels?.[option.value] ?? option.label,
  }))
  return { ...question, ...words, options }
}

/** The options somebody may choose now. */
export function offeredOptions({ options }: Pick<Question, "options">): QuestionOption[] {
  return options.filter(({ removed }) => !removed)
}

/** Fields whose values are encrypted before they leave the server, never prefilled and masked everywhere (contract §9.6-7). */
export const sensitiveFields: readonly AnswerField[] = ["passport_number", "tax_id"]

export function isSensitive(question: Pick<Question, "field">): boolean {
  return sensitiveFields.includes(question.field)
}

/** Custom fields belong to one event; everything else is about the person (contract §10). */
export function isEventSpecific(question: Pick<Question, "field">): boolean {
  return (customFields as readonly string[]).includes(question.field)
}

/** GATE refuses other types in these fields, or would store a value that means something else. */
const typesByField: Partial<Record<AnswerField, QuestionType[]>> = {
  gender: ["single_choice"],
  birthday: ["date"],
  age: ["whole_number"],
  country: ["country"],
  telephone: ["phone", "short_text"],
  phone_extension: ["short_text"],
  emergency_phone: ["phone", "short_text"],
  tax_id: ["short_text"],
  passport_number: ["short_text"],
}

const questionOptionSchema = z.object({
  value: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*$/, "An option's value is lower-case letters, digits, - and _"),
  label: z.string().min(1).max(200),
  removed: z.boolean().exactOptional(),
})

/** Which rule a question breaks, for those who have other words for it than the English of the schema. */
export const questionFaults = [
  "too_few_options",
  "option_twice",
  "needs_reason",
  "later_only",
  "wrong_type_for_field",
  "gender_options",
  "not_at_door",
] as const

export type QuestionFault = (typeof questionFaults)[number]

/** Names the registration form uses itself, and the one a plain object has before anything is put in. */
const reservedKeys = ["first_name", "last_name", "email", "accept_terms", "submission", "code", "constructor"]

export const newQuestionSchema = z
  .object({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, "A key is lower-case letters, digits and _, beginning with a letter")
      .refine((key) => !reservedKeys.includes(key), "The registration form uses this key itself"),
    label: z.string().min(1).max(200),
    hint: z.string().max(300).nullable().default(null),
    type: z.enum(questionTypes),
    required: z.boolean().default(false),
    options: z.array(questionOptionSchema).default([]),
    stage: z.enum(questionStages),
    field: z.enum(answerFields),
    why: z.string().max(300).nullable().default(null),
    needBy: z.iso
      .datetime({ offset: true })
      .transform((value) => new Date(value))
      .nullable()
      .default(null),
    showIf: z
      .object({ key: z.string(), values: z.array(z.string()).min(1) })
      .nullable()
      .default(null),
    atDoor: z.boolean().default(false),
    translations: z
      .record(
        z.string(),
        z.object({
          label: z.string().max(200).exactOptional(),
          hint: z.string().max(300).exactOptional(),
          why: z.string().max(300).exactOptional(),
          options: z.record(z.string(), z.string()).exactOptional(),
        }),
      )
      .default({}),
  })
  .superRefine((question, context) => {
    const refuse = (path: keyof typeof question, fault: QuestionFault, message: string) =>
      context.addIssue({ code: "custom", path: [path], message, params: { fault } })
    const hasOptions = question.type === "single_choice" || question.type === "multiple_choice"
    if (hasOptions && offeredOptions(question).length < 2) {
      refuse("options", "too_few_options", "A choice needs at least two options")
    }
    if (new Set(question.options.map((option) => option.value)).size !== question.options.length) {
      refuse("options", "option_twice", "Two options have the same value")
    }
    if (sensitiveFields.includes(question.field) && !question.why) {
      refuse("why", "needs_reason", `${question.field} is asked with a reason only`)
    }
    // It is encrypted for the person's GATE account, which is there only after the registration.
    if (sensitiveFields.includes(question.field) && question.stage === "registration") {
      refuse("stage", "later_only", `${question.field} is asked on a later visit only`)
    }
    if (sensitiveFields.includes(question.field) && question.atDoor) {
      refuse("atDoor", "not_at_door", `${question.field} is shown to nobody who did not ask for it`)
    }
    const allowed = typesByField[question.field]
    if (allowed && !allowed.includes(question.type)) {
      refuse("field", "wrong_type_for_field", `${question.field} takes ${allowed.join(" or ")}`)
    }
    const values = question.options.map((option) => option.value)
    if (question.field === "gender" && values.some((value) => !["m", "f", "o"].includes(value))) {
      refuse("options", "gender_options", "GATE knows the genders m, f and o")
    }
  })

export type NewQuestion = z.infer<typeof newQuestionSchema>
export type QuestionDescription = z.input<typeof newQuestionSchema>

/** The questions of one event: no key twice, and no two questions on one GATE field. */
export const questionListSchema = z.array(newQuestionSchema).superRefine((questions, context) => {
  for (const property of ["key", "field"] as const) {
    const seen = new Map<string, number>()
    questions.forEach((question, index) => {
      const first = seen.get(question[property])
      if (first === undefined) seen.set(question[property], index)
      else {
        const message = `${property} ${question[property]} is taken by question ${first + 1}`
        context.addIssue({ code: "custom", path: [index, property], message })
      }
    })
  }
  questions.forEach(({ showIf }, index) => {
    const isEarlier = questions.slice(0, index).some((question) => question.key === showIf?.key)
    if (showIf && !isEarlier) {
      context.addIssue({
        code: "custom",
        path: [index, "showIf"],
        message: "showIf names an earlier question",
      })
    }
  })
})
