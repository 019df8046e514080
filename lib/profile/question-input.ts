import type { Submitted } from "@/lib/domain/answers"
import type { Question } from "@/lib/domain/question"

/** What a form sent in a field of text; empty when it sent none. */
export function formText(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === "string" ? value : ""
}

/** What a form sent for a question. */
export function readQuestion(form: FormData, { key }: Question): Submitted {
  const values = form.getAll(key).filter((value) => typeof value === "string")
  const [day = "", month = "", year = ""] = ["day", "month", "year"].map((part) =>
    formText(form, `${key}.${part}`),
  )
  return { values, date: { day, month, year } }
}
