"use client"

import { useTranslations } from "next-intl"
import { useEffect, useRef } from "react"
import { useFormState } from "@/components/attendee/use-form-state"
import { noticeLook } from "@/components/ui/notice"
import { type FormAction, type FormState, initialFormState } from "@/lib/actions/state"
import { ActForm } from "./act-form"
import { AttendeeActs } from "./attendee-acts"
import { AttendeeFacts } from "./attendee-facts"
import { EditForm } from "./edit-form"
import { NetworkPassPanel } from "./network-pass-panel"
import { attendeeActs, type ShownAttendee } from "./shown-attendee"
import { StatusMark } from "./status-mark"

type AttendeePanelProps = {
  attendee: ShownAttendee
  /** Takes every form of the panel; the field `do` says what is to be done. */
  action: FormAction
  /** The name is a link where this is not its page. */
  isLinked?: boolean
}

type AnswerProps = { state: FormState; submit: (form: FormData) => void; pendingText: string }

/** What the last act came to; it takes the focus, because what it was about may have moved. */
function Answer({ state, submit, pendingText }: AnswerProps) {
  const box = useRef<HTMLDivElement>(null)
  const { attempt, notice, failure } = state
  const act = attendeeActs.find((name) => name === state.values.do?.[0])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same answer again is a new one
  useEffect(() => {
    box.current?.focus()
  }, [attempt])
  const said = failure ?? notice
  if (!said) return null
  return (
    <div
      ref={box}
      tabIndex={-1}
      role={failure ? "alert" : "status"}
      className={`${failure ? noticeLook.warn : noticeLook.ok} mb-4`}
    >
      {said.title && <p className="font-semibold">{said.title}</p>}
      {said.body && <p className="wrap-anywhere">{said.body}</p>}
      {act && failure?.offers && (
        <div className="mt-3 grid grid-cols-2 gap-2">
          {failure.offers.map(({ name, value, label }) => (
            <ActForm key={value} act={act} submit={submit} label={label} pendingText={pendingText}>
              <input type="hidden" name={name} value={value} />
              {state.values.reason?.[0] && (
                <input type="hidden" name="reason" value={state.values.reason[0]} />
              )}
            </ActForm>
          ))}
        </div>
      )}
    </div>
  )
}

function Record({ attendee: { gate, history } }: Pick<AttendeePanelProps, "attendee">) {
  const t = useTranslations("person.panel")
  return (
    <>
      <details className="border-line border-t py-3">
        <summary className="w-fit cursor-pointer font-semibold">{t("gate")}</summary>
        <p className="pt-2 text-ink-2">{gate.lead}</p>
        <dl className="mt-2" dir="ltr">
          {gate.fields.map(({ name, value }) => (
            <div key={name} className="flex flex-wrap justify-between gap-x-4 py-0.5">
              <dt className="mono text-12 text-ink-3">{name}</dt>
              <dd className="ms-auto min-w-0 text-end wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      <section className="border-line border-t py-3">
        <h3 className="mb-2 font-semibold text-14">{t("history")}</h3>
        <ol className="grid gap-2">
          {history.map(({ at, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the trail only grows, and has no other key
            <li key={history.length - index}>
              <span className="mono me-2 text-12 text-ink-3">{at}</span>
              <span className="wrap-anywhere">{text}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

/** One attendee: who, what can be done, what is known, and what happened. */
export function AttendeePanel({ attendee, action, isLinked = false }: AttendeePanelProps) {
  const { state, submit, issues, onChange } = useFormState(action, initialFormState)
  const t = useTranslations("person.panel")
  const { name, email, path, status, notices, first, edit } = attendee
  const isUnfinished =
    state.values.do?.[0] === "edit" && (Object.keys(state.issues).length > 0 || state.failure !== undefined)
  return (
    <>
      <h2 className="wrap-anywhere text-20">{isLinked ? <a href={path}>{name}</a> : name}</h2>
      <p className="mb-2 wrap-anywhere text-ink-2" dir="ltr">
        {email}
      </p>
      <p className="mb-4">
        <StatusMark {...status} />
      </p>
      <Answer state={state} submit={submit} pendingText={t("pending")} />
      {notices.map(({ tone, text, items }) => (
        <div key={text} className={`${tone === "warn" ? noticeLook.warn : noticeLook.info} mb-3`}>
          <p>{text}</p>
          {items.map((item) => (
            <p key={item} className="mono text-12 wrap-anywhere">
              {item}
            </p>
          ))}
        </div>
      ))}
      {first.length > 0 && (
        <div className="mb-3 grid grid-cols-2 gap-2">
          {first.map(({ act, label }, index) => (
            <ActForm
              key={act}
              act={act}
              submit={submit}
              label={label}
              pendingText={t("pending")}
              kind={index === 0 && act === "check_in" ? "first" : "second"}
            />
          ))}
        </div>
      )}
      <AttendeeFacts attendee={attendee} submit={submit} />
      {edit && (
        <details open={isUnfinished} className="py-3">
          <summary className="w-fit cursor-pointer py-1 font-semibold text-link">{t("edit")}</summary>
          <div className="pt-3">
            <EditForm
              // What was saved, or changed elsewhere, is what the fields start from next time.
              key={isUnfinished ? "again" : JSON.stringify(edit.questions.map(({ seen }) => seen))}
              edit={edit}
              state={isUnfinished ? state : null}
              submit={submit}
              issues={isUnfinished ? issues : {}}
              onChange={onChange}
            />
          </div>
        </details>
      )}
      {attendee.network && <NetworkPassPanel pass={attendee.network} submit={submit} />}
      <AttendeeActs attendee={attendee} state={state} submit={submit} />
      <Record attendee={attendee} />
    </>
  )
}
