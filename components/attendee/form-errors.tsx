import { ErrorSummary } from "@/components/ui/error-summary"
import type { FormState } from "@/lib/actions/state"
import { errorText } from "./error-text"
import { issueText } from "./issue-text"

type FormErrorsProps = { state: FormState; fields: { name: string; label: string }[] }

/** What the server found wrong with the last submit: faults of fields in the order of the form, or the one failure. */
export function FormErrors({ state, fields }: FormErrorsProps) {
  const items = fields.flatMap(({ name, label }) => {
    const issue = state.issues[name]
    return issue ? [{ name, text: issueText(label, issue) }] : []
  })
  if (state.error) {
    const { title, body } = errorText(state.error)
    return (
      <ErrorSummary attempt={state.attempt} title={title} items={items}>
        <p>{body}</p>
      </ErrorSummary>
    )
  }
  return items.length > 0 ? <ErrorSummary attempt={state.attempt} items={items} /> : null
}
