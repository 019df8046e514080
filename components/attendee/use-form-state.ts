import { usePathname } from "next/navigation"
import { type FormEvent, useActionState, useState } from "react"
import { useUnsentForm } from "@/components/ui/unsent-form"
import { useWords } from "@/components/ui/words"
import type { FormAction, FormState } from "@/lib/actions/state"
import { guardedAction } from "./guarded-action"

type Edited = { attempt: number; names: ReadonlySet<string> }

/** `birthday.month` is part of the field `birthday`; a field's own name has no dot. */
function fieldOf(control: string): string {
  return control.split(".", 1)[0] ?? control
}

function withoutEdited(issues: FormState["issues"], names: ReadonlySet<string>): FormState["issues"] {
  return Object.fromEntries(Object.entries(issues).filter(([name]) => !names.has(name)))
}

/** Where a form starts: with what was typed when it could not be taken, which it says. */
function useStart(initial: FormState): FormState {
  const unsent = useUnsentForm()
  const isHere = usePathname() === unsent?.path
  const words = useWords().unsent
  if (!unsent || !isHere) return initial
  return {
    ...initial,
    attempt: initial.attempt + 1,
    values: { ...initial.values, ...unsent.values },
    failure: words[unsent.why],
  }
}

/**
 * An action as `useActionState` has it, for forms that start from nothing: when no answer comes the form says so, keeps
 * what was typed and can be sent again.
 */
export function useGuardedAction(action: FormAction, initial: FormState, postTo?: string) {
  const { unreachable } = useWords().unsent
  return useActionState(guardedAction(action, unreachable), initial, postTo)
}

/**
 * A form's state, its action, and the faults still to be shown at fields: one goes as soon as its field is changed,
 * all of them until the next answer of the server decides again. `onChange` belongs on the `<form>`. `postTo` is where
 * the form posts without JavaScript, the page itself when it is left out.
 */
export function useFormState(action: FormAction, initial: FormState, postTo?: string) {
  const [state, submit] = useGuardedAction(action, useStart(initial), postTo)
  const [edited, setEdited] = useState<Edited>({ attempt: state.attempt, names: new Set() })
  const names = edited.attempt === state.attempt ? edited.names : new Set<string>()
  const onChange = (event: FormEvent<HTMLFormElement>) => {
    const { target } = event
    if (!(target instanceof Element)) return
    const name = fieldOf(target.getAttribute("name") ?? "")
    if (state.attempt > 0 && !names.has(name)) {
      setEdited({ attempt: state.attempt, names: new Set([...names, name]) })
    }
  }
  return { state, submit, issues: withoutEdited(state.issues, names), onChange }
}
