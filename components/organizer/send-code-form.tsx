"use client"

import { useTranslations } from "next-intl"
import { FormErrors } from "@/components/attendee/form-errors"
import { useGuardedAction } from "@/components/attendee/use-form-state"
import { WorkFields } from "@/components/attendee/work-fields"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FormAction, initialFormState } from "@/lib/actions/state"

/** One button that mails a code. */
export function SendCodeForm({ action }: { action: FormAction }) {
  const t = useTranslations("organizer.reveal.ask")
  const [state, submit] = useGuardedAction(action, initialFormState)
  return (
    <form action={submit} noValidate>
      <FormErrors state={state} fields={[]} />
      <div className={state.work && "mb-6"}>
        <WorkFields work={state.work} />
      </div>
      <SubmitButton pendingText={t("pending")}>{t("submit")}</SubmitButton>
    </form>
  )
}
