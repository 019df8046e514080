"use client"

import { useTranslations } from "next-intl"
import type { AskedQuestion } from "@/components/attendee/asked-question"
import { FormErrors } from "@/components/attendee/form-errors"
import { QuestionField } from "@/components/attendee/question-field"
import { useFormState } from "@/components/attendee/use-form-state"
import { buttonLook } from "@/components/ui/button-look"
import { Checkbox } from "@/components/ui/checkbox"
import { formLook } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import { SubmitButton } from "@/components/ui/submit-button"
import { TextInput } from "@/components/ui/text-input"
import { OpenedBy } from "@/components/ui/unsent-form"
import { type FormAction, initialFormState } from "@/lib/actions/state"

/** The ways on from a full event stand above the form and belong to it. */
const formId = "walk-in"

type WalkInFormProps = {
  action: FormAction
  questions: AskedQuestion[]
  languages: { value: string; label: string }[]
  /** Sent as `submission`: the same id twice is the same registration. */
  submissionId: string
  canCheckIn: boolean
  /** Whether the box that checks them in begins ticked: for somebody who stands at the door. */
  isHere: boolean
}

/** Somebody at the door: what everybody who registers is asked, typed by an organizer. */
export function WalkInForm({
  action,
  questions,
  languages,
  submissionId,
  canCheckIn,
  isHere,
}: WalkInFormProps) {
  const t = useTranslations("person.walk_in")
  const label = useTranslations("common.field")
  const { state, submit, issues, onChange } = useFormState(action, initialFormState)
  const startOf = (name: string) => state.values[name]?.[0]
  const fields = ["first_name", "last_name", "email", ...questions.map(({ key }) => key), "accept_terms"]
  const isTicked = state.attempt === 0 ? isHere : startOf("is_here") === "yes"
  return (
    <>
      <FormErrors state={state} fields={fields}>
        {state.failure?.offers && (
          <p className="mt-3 flex flex-wrap gap-3">
            {state.failure.offers.map(({ name, value, label }) => (
              <button
                key={value}
                type="submit"
                form={formId}
                name={name}
                value={value}
                className={buttonLook.second}
              >
                {label}
              </button>
            ))}
          </p>
        )}
      </FormErrors>
      <form id={formId} action={submit} onChange={onChange} noValidate className={formLook}>
        <OpenedBy />
        <input type="hidden" name="submission" value={startOf("submission") ?? submissionId} />
        <TextInput
          name="first_name"
          label={label("first_name")}
          value={startOf("first_name")}
          error={issues.first_name}
          autoComplete="off"
          autoCapitalize="words"
        />
        <TextInput
          name="last_name"
          label={label("last_name")}
          value={startOf("last_name")}
          error={issues.last_name}
          autoComplete="off"
          autoCapitalize="words"
        />
        <TextInput
          name="email"
          type="email"
          dir="ltr"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          label={label("email")}
          hint={t("email_hint")}
          value={startOf("email")}
          error={issues.email}
        />
        {questions.map((question) => (
          <QuestionField
            key={question.key}
            question={question}
            values={state.values}
            error={issues[question.key]}
          />
        ))}
        {languages.length > 1 && (
          <Select
            name="language"
            label={t("language")}
            options={languages}
            value={startOf("language") ?? languages[0]?.value}
          />
        )}
        <Checkbox
          name="accept_terms"
          value="yes"
          label={t("terms")}
          checked={startOf("accept_terms") === "yes"}
          error={issues.accept_terms}
        />
        {canCheckIn && <Checkbox name="is_here" value="yes" label={t("here")} checked={isTicked} />}
        <SubmitButton pendingText={t("pending")}>{t("submit")}</SubmitButton>
      </form>
    </>
  )
}
