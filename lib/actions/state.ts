import type { ErrorCode, FieldIssues } from "@/lib/domain/errors"

/**
 * What a form action gives back when it did not redirect. `values` refills the form with what was typed, secrets left
 * out; `attempt` grows with every answer so that a second identical failure moves the focus again.
 */
export type FormState = {
  attempt: number
  values: Record<string, string[]>
  issues: FieldIssues
  error?: ErrorCode
  notice?: "code_sent"
}

export const initialFormState: FormState = { attempt: 0, values: {}, issues: {} }

/** A server action as a form calls it through `useActionState`. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>
