import { useTranslations } from "next-intl"
import { ActForm } from "./act-form"
import type { ShownAttendee } from "./shown-attendee"

type AttendeeFactsProps = { attendee: ShownAttendee; submit: (form: FormData) => void }

const row = "flex flex-wrap items-baseline justify-between gap-x-4 border-line border-b py-2.5"

/** Every answer, then the facts of the registration. */
export function AttendeeFacts({ attendee, submit }: AttendeeFactsProps) {
  const t = useTranslations("person.panel")
  const { answers, facts, missing } = attendee
  return (
    <>
      <h3 className="sr-only">{t("answers")}</h3>
      {answers.length === 0 && <p className="py-2 text-ink-2">{t("empty")}</p>}
      <dl>
        {answers.map(({ key, label, text, isWaiting, reveal, verified, verify }) => (
          <div key={key} className={row}>
            <dt className="text-ink-2">{label}</dt>
            <dd className="ms-auto min-w-0 text-end">
              {text === null ? (
                <em className="text-ink-3">{t("none")}</em>
              ) : (
                <bdi className="wrap-anywhere whitespace-pre-line font-semibold">{text}</bdi>
              )}
              {isWaiting && <span className="ms-2 text-12 text-warn">{t("waiting")}</span>}
              <div className="grid justify-items-end">
                {reveal && (
                  <ActForm act="reveal" submit={submit} label={reveal} pendingText={t("pending")} kind="link">
                    <input type="hidden" name="question" value={key} />
                  </ActForm>
                )}
                {verified && <p className="text-13 text-ok">{verified}</p>}
                {verify.map(({ act, label: text, fields }) => (
                  <ActForm
                    key={text}
                    act={act}
                    submit={submit}
                    label={text}
                    pendingText={t("pending")}
                    kind="link"
                  >
                    {Object.entries(fields).map(([name, value]) => (
                      <input key={name} type="hidden" name={name} value={value} />
                    ))}
                  </ActForm>
                ))}
              </div>
            </dd>
          </div>
        ))}
      </dl>
      {missing && <p className="py-2.5 text-ink-2">{missing}</p>}
      <dl className="mt-2">
        {facts.map(({ label, value, isEmpty }) => (
          <div key={label} className={row}>
            <dt className="text-ink-2">{label}</dt>
            <dd className={`ms-auto min-w-0 text-end wrap-anywhere ${isEmpty ? "text-ink-3" : ""}`}>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
