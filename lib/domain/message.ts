import { isSensitive, type Question } from "./question"

/** What an organizer writes to attendees, in one language. The body is Markdown; both may name fields. */
export type MessageText = { subject: string; body: string }

/** `own`: in the event's own language, which everybody gets whose language is not among the translations. */
export type MessageTexts = { own: MessageText; translations: Record<string, MessageText> }

/** What a message says before anybody has written it. */
export const unwritten: MessageTexts = { own: { subject: "", body: "" }, translations: {} }

export const longestSubject = 150
export const longestBody = 10_000

/**
 * `draft`: organizers alone know of it; `scheduled`: it goes out at its hour, and can be taken back; `sending`; `sent`;
 * `stopped`: in the middle.
 */
export type MessageState = "draft" | "scheduled" | "sending" | "sent" | "stopped"

/** Whether somebody cancelled after the readers were fixed: what they were to be told no longer concerns them. */
export function hasCancelledSince({ cancelledAt }: { cancelledAt: Date | null }, openedAt: Date): boolean {
  return cancelledAt !== null && cancelledAt > openedAt
}

/** As a list of messages shows one; `at`: when it goes out, or when its draft was opened. */
export type ListedMessage = { id: string; subject: string; state: MessageState; total: number; at: Date }

/** How long a message that was sent can be taken back: the time in which most people see a slip. */
export const takeBackMs = 60_000

/** `{first_name}`, `{answer:track}`, and after a bar what stands there for whoever has no such value. */
const fieldPattern = /\{([^{}\n]*)\}/g

/** What can be put in for each reader beside their answers. */
export const messageFields = ["first_name", "name", "event", "ticket_link"] as const

type MessageField = (typeof messageFields)[number]

type FieldUse = { field: MessageField | null; question: string | null; instead: string | null }

function readField(inside: string): FieldUse {
  const bar = inside.indexOf("|")
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim()
  const instead = bar < 0 ? null : inside.slice(bar + 1).trim()
  const field = messageFields.find((known) => known === name) ?? null
  return { field, question: name.startsWith("answer:") ? name.slice("answer:".length) : null, instead }
}

/** The questions whose answers a message may name: sensitive ones are never mailed. */
export function nameableQuestions(questions: Question[]): Question[] {
  return questions.filter((question) => !isSensitive(question))
}

export type FieldFault = { code: "unknown_field" | "field_without_alternative"; text: string }

/**
 * The first field of a text that cannot be filled for everybody: one nobody knows, or an answer without words for those who
 * have not given it.
 */
export function findFieldFault(text: string, questions: Question[]): FieldFault | null {
  for (const [written, inside = ""] of text.matchAll(fieldPattern)) {
    const { field, question, instead } = readField(inside)
    const isAnswer = question !== null && nameableQuestions(questions).some(({ key }) => key === question)
    if (!field && !isAnswer) return { code: "unknown_field", text: written }
    if (isAnswer && !instead) return { code: "field_without_alternative", text: written }
  }
  return null
}

/** The values of one reader; `answers` as they read them, by the key of the question. */
export type FieldValues = Record<MessageField, string> & { answers: Record<string, string> }

/** A text with its fields filled in. `write`: how a value is written there, which may be markup. */
function fill(
  text: string,
  values: FieldValues,
  write: (value: string, at: { isLink: boolean; before: string }) => string,
): string {
  return text.replace(fieldPattern, (_, inside: string, offset: number) => {
    const { field, question, instead } = readField(inside)
    const value = field ? values[field] : question === null ? "" : (values.answers[question] ?? "")
    return write(value || (instead ?? ""), {
      isLink: field === "ticket_link",
      before: text[offset - 1] ?? "",
    })
  })
}

/** As plain text, for a subject and for the text part of a mail. */
export function fillPlain(text: string, values: FieldValues): string {
  return fill(text, values, (value) => value)
}

/** What people typed stays text: an answer writes no heading and no link into the mail. */
const escapeMarkdown = (value: string) => value.replace(/[!-/:-@[-`{-~]/g, "\\$&").replace(/\s+/g, " ")

/** As Markdown. A link that stands by itself can be followed; one in brackets is the address of a link with words. */
export function fillMarkdown(text: string, values: FieldValues): string {
  return fill(text, values, (value, { isLink, before }) =>
    isLink ? (before === "(" ? value : `<${value}>`) : escapeMarkdown(value),
  )
}

/** What a reader gets: in their language where it was written in it, else in the event's own. */
export function messageFor({ own, translations }: MessageTexts, language: string): MessageText {
  return translations[language] ?? own
}
