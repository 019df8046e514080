import type { ReactNode } from "react"
import { ErrorSummary } from "@/components/ui/error-summary"
import type { FormState } from "@/lib/actions/state"

type FormErrorsProps = {
  state: Pick<FormState, "attempt" | "issues" | "failure">
  fields: string[]
  /** Ways on after a failure of the whole form. */
  children?: ReactNode
}

/** What the server found wrong with the last submit: faults of `fields` in the order of the form, and of the whole. */
export function FormErrors({ state: { attempt, issues, failure }, fields, children }: FormErrorsProps) {
  const items = fields.flatMap((name) => {
    const text = issues[name]
    return text ? [{ name, text }] : []
  })
  if (!failure && items.length === 0) return null
  return (
    <ErrorSummary attempt={attempt} title={failure?.title} items={items}>
      {failure && <p>{failure.body}</p>}
      {failure && children && <div className="mt-2">{children}</div>}
    </ErrorSummary>
  )
}
