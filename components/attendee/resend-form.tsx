"use client"

import { useActionState } from "react"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FormAction, initialFormState } from "@/lib/actions/state"
import { FormErrors } from "./form-errors"

/** Another code to the same address; the server decides how soon. */
export function ResendForm({ action, email }: { action: FormAction; email: string }) {
  const [state, submit] = useActionState(action, initialFormState)
  return (
    <form action={submit} noValidate className="mt-8 border-line border-t pt-6">
      <FormErrors state={state} fields={[]} />
      {state.notice === "code_sent" && (
        <div className="mb-6">
          <Notice kind="ok" role="status" title="New code sent">
            <p>Look for the newest message to {email}. Older codes no longer work.</p>
          </Notice>
        </div>
      )}
      <p className="mb-4 text-15 text-ink-2">Nothing there? Look in your spam folder, or:</p>
      <SubmitButton kind="second" pendingText="Sending…">
        Send a new code
      </SubmitButton>
    </form>
  )
}
