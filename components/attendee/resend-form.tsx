"use client"

import type { Messages } from "next-intl"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FormAction, initialFormState } from "@/lib/actions/state"
import { FormErrors } from "./form-errors"
import { useGuardedAction } from "./use-form-state"
import { WorkFields } from "./work-fields"

type ResendFormProps = { action: FormAction; words: Messages["attendee"]["confirm"]["form"]["resend"] }

/** Another code to the same address; the server decides how soon. */
export function ResendForm({ action, words }: ResendFormProps) {
  const [state, submit] = useGuardedAction(action, initialFormState)
  return (
    <form action={submit} noValidate className="mt-8 border-line border-t pt-6">
      <FormErrors state={state} fields={[]} />
      <div className={state.work && "mb-6"}>
        <WorkFields work={state.work} />
      </div>
      {state.notice && (
        <div className="mb-6">
          <Notice kind="ok" role="status" title={state.notice.title}>
            <p>{state.notice.body}</p>
          </Notice>
        </div>
      )}
      <p className="mb-4 text-15 text-ink-2">{words.lead}</p>
      <SubmitButton kind="second" pendingText={words.pending}>
        {words.submit}
      </SubmitButton>
    </form>
  )
}
