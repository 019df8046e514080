/** What went wrong with a whole form, in the reader's language; without a title the list of fields says enough. */
export type Failure = { title?: string; body: string; offers?: Offer[] }

/** A way on: the same form again with one more field. */
type Offer = { name: string; value: string; label: string }

/** Two answers to one question: what somebody else made it meanwhile, and what this form says. */
export type Choice = { note: string; theirs: string; ours: string }

/**
 * Work asked for where many come from one network: the browser solves `challenge` and sends the form again by itself.
 * Where no script runs the person waits as `wait` says and sends it again with `ticket`.
 */
export type AskedWork = { challenge: string; ticket: string; waitMs: number; pending: string; wait: string }

/**
 * What a form action gives back when it did not redirect, in finished sentences: a browser gets no codes and no
 * messages to choose from. `values` refills the form with what was typed, secrets left out; `attempt` grows with every
 * answer so that a second identical failure moves the focus again.
 */
export type FormState = {
  attempt: number
  values: Record<string, string[]>
  /** Why a field was refused, by its name. */
  issues: Record<string, string>
  failure?: Failure
  /** Fields that were changed somewhere else, by name: the person chooses. */
  choices?: Record<string, Choice>
  /** Nothing is wrong with the form: it is to be sent again with this. */
  work?: AskedWork
  /** What was done, for forms that stay where they are. */
  notice?: { title: string; body: string }
}

export const initialFormState: FormState = { attempt: 0, values: {}, issues: {} }

/** A server action as a form calls it through `useActionState`. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>
