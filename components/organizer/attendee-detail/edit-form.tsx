import { useTranslations } from "next-intl"
import type { FormEvent } from "react"
import { FormErrors } from "@/components/attendee/form-errors"
import { QuestionField } from "@/components/attendee/question-field"
import { ChoiceField } from "@/components/profile/choice-field"
import { formLook } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"
import { OpenedBy } from "@/components/ui/unsent-form"
import type { FormState } from "@/lib/actions/state"
import { choiceName, seenName } from "@/lib/domain/conflict"
import type { ShownAttendee } from "./shown-attendee"

type EditFormProps = {
  edit: NonNullable<ShownAttendee["edit"]>
  /** The last answer, if it was to this form and left something to do. */
  state: FormState | null
  submit: (form: FormData) => void
  issues: FormState["issues"]
  onChange: (event: FormEvent<HTMLFormElement>) => void
}

/** An attendee's answers as fields, in place; what somebody else changed meanwhile is asked about. */
export function EditForm({ edit, state, submit, issues, onChange }: EditFormProps) {
  const t = useTranslations("person.panel")
  const values = state?.values ?? edit.values
  const choices = state?.choices ?? {}
  const errorName = (key: string) => (choices[key] ? choiceName(key) : key)
  const named = Object.fromEntries(Object.entries(issues).map(([key, text]) => [errorName(key), text]))
  const names = edit.questions.map(({ key }) => errorName(key))
  return (
    <>
      {state && <FormErrors state={{ attempt: state.attempt, issues: named }} fields={names} />}
      <form action={submit} onChange={onChange} noValidate className={formLook}>
        <input type="hidden" name="do" value="edit" />
        <OpenedBy />
        {edit.questions.map((question) => {
          const { key } = question
          const field = { question, values, error: issues[key] }
          const seen = state?.values[seenName(key)]?.[0] ?? question.seen
          return (
            <div key={key}>
              <input type="hidden" name={seenName(key)} value={seen} />
              {choices[key] ? <ChoiceField {...field} choice={choices[key]} /> : <QuestionField {...field} />}
            </div>
          )
        })}
        <SubmitButton pendingText={t("saving")}>{t("save")}</SubmitButton>
      </form>
    </>
  )
}
