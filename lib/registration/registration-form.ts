import { z } from "zod"
import { type Answers, parseAnswers, type SpelledAnswers } from "@/lib/domain/answers"
import { seenName } from "@/lib/domain/conflict"
import { normaliseEmail } from "@/lib/domain/email"
import { type AttendeeIssueCode, attendeeIssueCodes, type Issues, type Parsed } from "@/lib/domain/issue"
import { nameFields, type PersonName } from "@/lib/domain/person-name"
import { printable } from "@/lib/domain/printable"
import { isShown } from "@/lib/domain/profile"
import type { Question } from "@/lib/domain/question"
import { isUuid } from "@/lib/domain/uuid"
import { formText, readQuestion } from "@/lib/profile/question-input"

const maxNameLength = 100

const issue = (code: AttendeeIssueCode) => code

const name = z
  .string()
  .transform((typed) => printable(typed).normalize("NFC").replace(/\s+/g, " ").trim())
  .refine((typed) => [...typed].length <= maxNameLength, issue("too_long"))

const emailSchema = z
  .string()
  .trim()
  .min(1, issue("required"))
  .transform((typed, context) => {
    const email = normaliseEmail(typed)
    if (email === null && typed !== "") context.addIssue({ code: "custom", message: issue("not_an_email") })
    return email ?? ""
  })

const nameSchema = z.object({
  first_name: name.refine((typed) => typed !== "", issue("required")),
  last_name: name,
})

const identitySchema = nameSchema.extend({
  accept_terms: z.literal("yes", issue("terms_not_accepted")),
})

const strangerSchema = identitySchema.extend({ email: emailSchema })

export type RegistrationForm = SpelledAnswers & {
  submissionId: string
  firstName: string
  lastName: string
  /** Null when somebody who has signed in registers. */
  email: string | null
}

type FormContext = {
  questions: Question[]
  /** Answers that need not be asked for: another question may depend on one of them, and the form may show it. */
  known: Answers
  isSignedIn: boolean
  now: Date
  /** The country the person has answered before, or null. */
  country: string | null
  suggestedCountries?: readonly (string | null)[]
  newId: () => string
}

function fieldIssues(error: z.ZodError): Issues {
  const issues: Issues = {}
  for (const { path, message } of error.issues) {
    const field = String(path[0])
    const code = attendeeIssueCodes.find((known) => known === message) ?? "required"
    issues[field] ??= code === "too_long" ? { code, limit: maxNameLength } : { code }
  }
  return issues
}

/** Leaves out what was shown and sent back as it was: what is known counts, which may be newer. */
function onlyTouched(form: FormData, known: Answers, parsed: ReturnType<typeof parseAnswers>): typeof parsed {
  const isUntouched = (key: string) => key in known && formText(form, seenName(key)) === parsed.answers[key]
  const touched = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => !isUntouched(key)))
  return { ...parsed, answers: touched(parsed.answers), spellings: touched(parsed.spellings) }
}

/** Leaves out, in the order of the form, what no answer called for: it was hidden, or shown for want of a style sheet. */
function onlyShown({ questions, known }: FormContext, parsed: ReturnType<typeof parseAnswers>) {
  const kept = {
    answers: { ...parsed.answers },
    spellings: { ...parsed.spellings },
    issues: { ...parsed.issues },
  }
  for (const question of questions) {
    if (isShown(question, { ...known, ...kept.answers })) continue
    delete kept.answers[question.key]
    delete kept.spellings[question.key]
    delete kept.issues[question.key]
  }
  return kept
}

/**
 * Reads the registration form. Every field is checked, so all messages come at once; fields nobody asked for are
 * ignored. A form without a well-formed submission id, which only a hand-made request is, gets a fresh one.
 */
export function parseRegistrationForm(form: FormData, context: FormContext): Parsed<RegistrationForm> {
  const schema: z.ZodType<z.infer<typeof identitySchema> & { email?: string }> = context.isSignedIn
    ? identitySchema
    : strangerSchema
  const fields = ["first_name", "last_name", "email", "accept_terms"]
  const identity = schema.safeParse(Object.fromEntries(fields.map((field) => [field, formText(form, field)])))
  const parsed = parseAnswers(context.questions, (question) => readQuestion(form, question), context)
  const touched = onlyTouched(form, context.known, parsed)
  const { answers, spellings, issues } = onlyShown(context, touched)
  const all = { ...issues, ...(identity.success ? {} : fieldIssues(identity.error)) }
  if (!identity.success || Object.keys(all).length > 0) return { ok: false, issues: all }
  const { first_name: firstName, last_name: lastName, email = null } = identity.data
  const submission = formText(form, "submission")
  const submissionId = isUuid(submission) ? submission : context.newId()
  return { ok: true, input: { submissionId, firstName, lastName, email, answers, spellings } }
}

/** The name alone, for correcting it. */
export function parseNameForm(form: FormData): Parsed<PersonName> {
  const parsed = nameSchema.safeParse(
    Object.fromEntries(nameFields.map((field) => [field, formText(form, field)])),
  )
  if (!parsed.success) return { ok: false, issues: fieldIssues(parsed.error) }
  return { ok: true, input: { firstName: parsed.data.first_name, lastName: parsed.data.last_name } }
}

/** The e-mail address alone, for signing in. */
export function parseEmailForm(form: FormData): Parsed<string> {
  const email = emailSchema.safeParse(formText(form, "email"))
  if (email.success) return { ok: true, input: email.data }
  return {
    ok: false,
    issues: fieldIssues(new z.ZodError(email.error.issues.map((item) => ({ ...item, path: ["email"] })))),
  }
}
