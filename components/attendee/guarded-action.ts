import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation"
import type { FormAction, FormState } from "@/lib/actions/state"

type Refusal = NonNullable<FormState["failure"]>

type Act<State> = (state: State, form: FormData) => Promise<State>

/**
 * The action as the browser calls it: when no answer comes, the form stays with what was typed and says so, instead of
 * giving way to the error page. When the site does not know the action any more, because the page is older than the
 * site, the form is sent the way it is without JavaScript, and comes back in a page of now.
 */
export function guardedAction(action: FormAction, unreachable: Refusal): FormAction {
  return guarded(action, (state, form) => ({
    ...state,
    attempt: state.attempt + 1,
    issues: {},
    values: typedValues(form),
    failure: unreachable,
  }))
}

/** The same for a form with a state of its own: `unanswered` is what it becomes when no answer comes. */
export function guarded<State>(
  action: Act<State>,
  unanswered: (state: State, form: FormData) => State,
): Act<State> {
  // On the server React reads the action's id off it, for the form that works without JavaScript.
  if (typeof window === "undefined") return action
  return async (state, form) => {
    try {
      return await action(state, form)
    } catch (error) {
      if (unstable_isUnrecognizedActionError(error)) return sendAsPage(form)
      rethrowAnswer(error)
      return unanswered(state, form)
    }
  }
}

/** Throws again what the server said: that the page leads on, or that something broke, which the error page names. */
export function rethrowAnswer(error: unknown): void {
  unstable_rethrow(error)
  if (error instanceof Error && "digest" in error) throw error
}
function typedValues(form: FormData): FormState["values"] {
  const names = [...new Set(form.keys())]
  return Object.fromEntries(
    names.map((name) => [name, form.getAll(name).filter((value) => typeof value === "string")]),
  )
}

/** Leaves the page by posting the form to it; the promise is never kept, so the button stays busy meanwhile. */
function sendAsPage(form: FormData): Promise<never> {
  const element = document.createElement("form")
  Object.assign(element, {
    method: "post",
    enctype: "multipart/form-data",
    action: location.href,
    hidden: true,
  })
  for (const [name, value] of [["$ACTION_ID_", ""] as const, ...form.entries()]) {
    if (typeof value !== "string") continue
    // A text area keeps line breaks, which a hidden input would drop.
    element.append(Object.assign(document.createElement("textarea"), { name, value }))
  }
  document.body.append(element)
  element.submit()
  return new Promise(() => {})
}
