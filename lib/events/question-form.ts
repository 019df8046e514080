import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { localTime, parseLocalTime } from "@/lib/domain/local-time"
import {
  type NewQuestion,
  newQuestionSchema,
  offeredOptions,
  type Question,
  type QuestionOption,
  type QuestionWords,
  type ShowIf,
} from "@/lib/domain/question"
import { freeName, slugOf } from "@/lib/domain/slug"
import { editorIssues } from "./issues"
import type { FormValues } from "./merge-edit"

const textFields = ["label", "hint", "why", "type", "field", "stage"] as const
const translatedFields = ["label", "hint", "why"] as const

/** Every field of a question's form, rows of options taken together: see `joinOptions`. */
export function questionFieldNames(supported: readonly string[]): string[] {
  const translated = supported.flatMap((language) =>
    [...translatedFields, "options"].map((stem) => `${stem}_${language}`),
  )
  return [...textFields, "required", "need_by", "show_if", "at_door", "options", ...translated]
}

/** A question as its form shows it. */
export function questionValues(
  question: Question,
  supported: readonly string[],
  timeZone: string,
): FormValues {
  const options = offeredOptions(question)
  const translated = supported.flatMap((language): [string, string[]][] => {
    const { options: labels = {}, ...words } = question.translations[language] ?? {}
    return [
      ...translatedFields.map((name): [string, string[]] => [`${name}_${language}`, some(words[name])]),
      [`option_label_${language}`, options.map(({ value }) => labels[value] ?? "")],
    ]
  })
  const { label, hint, why, type, field, stage, required, needBy, showIf, atDoor } = question
  return {
    label: [label],
    hint: some(hint),
    why: some(why),
    type: [type],
    field: [field],
    stage: [stage],
    required: required ? ["yes"] : [],
    need_by: needBy ? [localTime(needBy, timeZone)] : [],
    show_if: showIf ? showIf.values.map((value) => `${showIf.key}:${value}`) : [],
    at_door: atDoor ? ["yes"] : [],
    option_value: options.map(({ value }) => value),
    option_label: options.map((option) => option.label),
    ...Object.fromEntries(translated),
  }
}

function some(text: string | null | undefined): string[] {
  return text ? [text] : []
}

/** `vegan=Vegan`, a row each, so that a list of options is compared and chosen as one field. Empty rows are none. */
export function joinOptions(values: FormValues, supported: readonly string[]): FormValues {
  const { option_value: given = [], option_label: labels = [], ...rest } = values
  const rows = labels.map((label, index) => ({
    label: label.trim(),
    value: (given[index] ?? "").trim(),
    index,
  }))
  const used = rows.filter(({ label }) => label !== "")
  // A new option has no value yet: until it has, its label names it.
  const nameOf = (row: { value: string; label: string }) => row.value || `#${encodeURIComponent(row.label)}`
  const translated = supported.map((language) => {
    const words = values[`option_label_${language}`] ?? []
    const lines = used.flatMap((row) => {
      const word = words[row.index]?.trim()
      return word ? [`${nameOf(row)}=${word}`] : []
    })
    return [`options_${language}`, lines]
  })
  const options = used.map(({ value, label }) => `${value}=${label}`)
  return { ...rest, options, ...Object.fromEntries(translated) }
}

function splitRow(row: string): { value: string; label: string } {
  const at = row.indexOf("=")
  return { value: row.slice(0, at), label: row.slice(at + 1) }
}

export type QuestionFormContext = {
  supported: readonly string[]
  timeZone: string
  /** The question as it is stored; absent for a new one. */
  current?: Question | undefined
  /** Questions this one may depend on: those before it. */
  earlier: Question[]
  /** Keys other questions have, removed ones among them. */
  takenKeys: ReadonlySet<string>
  /** Whether removed options stay for the labels of old answers. */
  keepsRemoved: boolean
}

export type ParsedQuestion =
  | { ok: true; question: NewQuestion }
  | { ok: false; issues: Issues<EditorIssueCode> }

/** Options in the order of the form; a new one gets its value from its label, and an old one keeps it. */
function readOptions(rows: string[], { current, keepsRemoved }: QuestionFormContext): QuestionOption[] {
  const known = current?.options ?? []
  const typed = rows.map(splitRow)
  const taken = new Set([...known, ...typed].map(({ value }) => value))
  const options = typed.map(({ value, label }) => {
    if (value) return { value, label }
    const again = known.find((option) => option.removed && option.label === label)
    if (again && !typed.some((other) => other.value === again.value)) return { value: again.value, label }
    const free = freeName(slugOf(label, 40) || "option", (name) => taken.has(name))
    taken.add(free)
    return { value: free, label }
  })
  const gone = known.filter(({ value }) => !options.some((option) => option.value === value))
  return keepsRemoved ? [...options, ...gone.map((option) => ({ ...option, removed: true }))] : options
}

function readTranslations(values: FormValues, options: QuestionOption[], supported: readonly string[]) {
  const entries = supported.flatMap((language): [string, QuestionWords][] => {
    const words = translatedFields.flatMap((name) => {
      const text = values[`${name}_${language}`]?.[0]
      return text ? [[name, text]] : []
    })
    const labels = (values[`options_${language}`] ?? []).map(splitRow).flatMap(({ value, label }) => {
      const isOf = (option: QuestionOption) =>
        value.startsWith("#") ? option.label === decodeURIComponent(value.slice(1)) : option.value === value
      const option = options.find(isOf)
      return option ? [[option.value, label]] : []
    })
    const all = {
      ...Object.fromEntries(words),
      ...(labels.length > 0 && { options: Object.fromEntries(labels) }),
    }
    return Object.keys(all).length > 0 ? [[language, all]] : []
  })
  return Object.fromEntries(entries)
}

/** Answers that can be a condition: what an earlier question offers. */
export function conditionValues(question: Pick<Question, "type" | "options">): string[] {
  if (question.type === "yes_no") return ["yes", "no"]
  const isChoice = question.type === "single_choice" || question.type === "multiple_choice"
  return isChoice ? offeredOptions(question).map(({ value }) => value) : []
}

function readShowIf(
  chosen: string[],
  { earlier }: QuestionFormContext,
  stage: string,
): { showIf: ShowIf | null; issues: Issues<EditorIssueCode> } {
  const pairs = chosen.map((pair) => pair.split(":"))
  const keys = new Set(pairs.map(([key]) => key))
  const [key] = keys
  if (key === undefined) return { showIf: null, issues: {} }
  if (keys.size > 1) return { showIf: null, issues: { show_if: { code: "show_if_one_question" } } }
  const source = earlier.find((question) => question.key === key)
  const values = pairs.flatMap(([, value]) => (value ? [value] : []))
  const isOffered = source && values.every((value) => conditionValues(source).includes(value))
  if (!isOffered) return { showIf: null, issues: { show_if: { code: "not_an_option" } } }
  // The registration form asks all of its questions on one page.
  if (stage === "registration") return { showIf: null, issues: { show_if: { code: "show_if_later" } } }
  return { showIf: { key, values }, issues: {} }
}

function readNeedBy(
  typed: string | undefined,
  { timeZone, current }: QuestionFormContext,
): { needBy: Date | null; issues: Issues<EditorIssueCode> } {
  if (!typed) return { needBy: null, issues: {} }
  const known = current?.needBy
  if (known && localTime(known, timeZone) === typed) return { needBy: known, issues: {} }
  const parsed = parseLocalTime(typed, timeZone)
  if (parsed.ok) return { needBy: parsed.at, issues: {} }
  return { needBy: null, issues: { need_by: { code: parsed.code, text: typed.replace("T", " ") } } }
}

function newKey(label: string, takenKeys: ReadonlySet<string>): string {
  const base = slugOf(label, 40).replaceAll("-", "_")
  const named = /^[a-z]/.test(base) ? base : `q_${base}`.replace(/_+$/, "")
  const isTaken = (key: string) => takenKeys.has(key) || !newQuestionSchema.shape.key.safeParse(key).success
  return freeName(named, isTaken, "_")
}

/** Reads canonical values, joined. Every field is checked, so all messages come at once. */
export function parseQuestionValues(values: FormValues, context: QuestionFormContext): ParsedQuestion {
  const text = (name: string) => values[name]?.[0] ?? ""
  const { current, supported } = context
  const hasOptions = text("type") === "single_choice" || text("type") === "multiple_choice"
  const options = readOptions(hasOptions ? (values.options ?? []) : [], context)
  const needBy = readNeedBy(values.need_by?.[0], context)
  const showIf = readShowIf(values.show_if ?? [], context, text("stage"))
  const description = {
    key: current?.key ?? newKey(text("label"), context.takenKeys),
    label: text("label"),
    hint: text("hint") || null,
    why: text("why") || null,
    type: text("type"),
    field: text("field"),
    stage: text("stage"),
    required: values.required?.includes("yes") ?? false,
    options,
    needBy: needBy.needBy?.toISOString() ?? null,
    showIf: showIf.showIf,
    atDoor: values.at_door?.includes("yes") ?? false,
    translations: readTranslations(values, options, supported),
  }
  const checked = newQuestionSchema.safeParse(description)
  const missing = ["type", "field", "stage"].filter((name) => text(name) === "")
  const labels = offeredOptions({ options }).map(({ label }) => label.toLowerCase())
  const isTwice = new Set(labels).size < labels.length
  const twice: Issues<EditorIssueCode> = isTwice ? { options: { code: "option_twice" } } : {}
  const issues: Issues<EditorIssueCode> = {
    ...twice,
    ...(checked.success ? {} : editorIssues(checked.error)),
    ...Object.fromEntries(missing.map((name) => [name, { code: "required" } as const])),
    ...needBy.issues,
    ...showIf.issues,
  }
  return checked.success && Object.keys(issues).length === 0
    ? { ok: true, question: checked.data }
    : { ok: false, issues }
}
