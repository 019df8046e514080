"use client"

import type { Messages } from "next-intl"
import type { ReactNode } from "react"
import { FormErrors } from "@/components/attendee/form-errors"
import { QuestionField } from "@/components/attendee/question-field"
import { useFormState } from "@/components/attendee/use-form-state"
import { formLook } from "@/components/ui/field"
import { OpenedBy } from "@/components/ui/unsent-form"
import type { FormAction, FormState } from "@/lib/actions/state"
import { choiceName, seenName } from "@/lib/domain/conflict"
import { ChoiceField } from "./choice-field"
import { ProfileButton } from "./profile-button"
import type { ProfileQuestion } from "./profile-question"
import { useAutosave } from "./use-autosave"

type ProfileFormProps = {
  /** For buttons of the form that stand elsewhere on the page. */
  id?: string
  action: FormAction
  initial: FormState
  /** Takes answers that are saved while they are typed. */
  saveUrl: string
  /**
   * The address of this very page of questions. Without JavaScript the form posts there, so that what was refused is
   * shown with the questions it is about, whatever has been answered meanwhile.
   */
  postTo: string
  questions: ProfileQuestion[]
  words: Messages["profile"]["form"]
  /** On the button that leaves the questions for later; absent where there is nothing to skip to. */
  skip?: string
  /** The page's heading: it belongs between the error summary and the form. */
  children?: ReactNode
}

/** A few questions of the profile, saved by the button, or while they are typed. */
export function ProfileForm(props: ProfileFormProps) {
  const { id, action, initial, saveUrl, postTo, questions, words, skip, children } = props
  const { state, submit, issues, onChange } = useFormState(action, initial, postTo)
  const choices = state.choices ?? {}
  const saveable = questions.filter(({ key, isSensitive }) => !isSensitive && !choices[key])
  const autosave = useAutosave({
    url: saveUrl,
    keys: saveable.map(({ key }) => key),
    words,
    attempt: state.attempt,
  })
  const errorName = (key: string) => (choices[key] ? choiceName(key) : key)
  const named = Object.fromEntries(Object.entries(state.issues).map(([key, text]) => [errorName(key), text]))
  return (
    <>
      <FormErrors state={{ ...state, issues: named }} fields={questions.map(({ key }) => errorName(key))} />
      {children}
      <form
        id={id}
        ref={autosave.formRef}
        action={submit}
        onChange={onChange}
        onInput={autosave.onInput}
        onSubmit={autosave.onSubmit}
        noValidate
        className={formLook}
      >
        <OpenedBy />
        {questions.map((question) => {
          const { key } = question
          const field = { question, values: state.values, error: issues[key] }
          const seen = autosave.seen[key] ?? state.values[seenName(key)]?.[0] ?? question.seen
          return (
            <div key={key}>
              <input type="hidden" name={seenName(key)} value={seen} />
              {choices[key] ? <ChoiceField {...field} choice={choices[key]} /> : <QuestionField {...field} />}
            </div>
          )
        })}
        <p role="status" className="min-h-6 text-15 text-ink-2">
          {autosave.status}
        </p>
        <div className={skip ? "grid gap-3 sm:grid-cols-2" : undefined}>
          <ProfileButton intent="save" pendingText={words.saving}>
            {words.save}
          </ProfileButton>
          {skip && <ProfileButton intent="skip">{skip}</ProfileButton>}
        </div>
      </form>
    </>
  )
}
