import type { z } from "zod"
import type { EditorIssueCode, Issue, Issues } from "@/lib/domain/issue"
import { questionFaults } from "@/lib/domain/question"

const codeByFormat: Record<string, EditorIssueCode> = { slug: "not_a_slug", options: "not_a_value" }
const codeByRule: Record<string, EditorIssueCode> = {
  slug: "slug_reserved",
  timeZone: "not_a_time_zone",
}

function issueOf(issue: z.core.$ZodIssue): Issue<EditorIssueCode> {
  const name = String(issue.path[0])
  switch (issue.code) {
    case "too_big":
      return { code: issue.origin === "string" ? "too_long" : "too_large", limit: Number(issue.maximum) }
    case "too_small":
      return issue.origin === "string"
        ? { code: "required" }
        : { code: "too_small", limit: Number(issue.minimum) + (issue.inclusive ? 0 : 1) }
    case "invalid_format":
      return { code: codeByFormat[name] ?? "required" }
    case "invalid_type":
      return {
        code: issue.expected === "int" || issue.expected === "number" ? "not_a_whole_number" : "required",
      }
    case "invalid_value":
      return { code: "not_an_option" }
    default: {
      const named = issue.code === "custom" ? issue.params?.fault : undefined
      const fault = questionFaults.find((known) => known === named)
      return { code: fault ?? codeByRule[name] ?? "required" }
    }
  }
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The form field of a schema's path: `venueName` is `venue_name`, `translations.es.title` is `title_es`. */
function fieldOf([first, language, word]: PropertyKey[]): string {
  return first === "translations"
    ? `${snakeCase(String(word))}_${String(language)}`
    : snakeCase(String(first))
}

/** What a schema refuses, by the names of the form's fields; the first fault of each. */
export function editorIssues(error: z.ZodError): Issues<EditorIssueCode> {
  const issues: Issues<EditorIssueCode> = {}
  for (const issue of error.issues) issues[fieldOf(issue.path)] ??= issueOf(issue)
  return issues
}
