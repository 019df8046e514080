import { useTranslations } from "next-intl"
import { controlLook } from "@/components/ui/control-look"
import { controlId, describedBy, Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import type { FormState } from "@/lib/actions/state"
import { ActForm } from "./act-form"
import type { ShownAttendee } from "./shown-attendee"

type AttendeeActsProps = { attendee: ShownAttendee; state: FormState; submit: (form: FormData) => void }

/** What can be done with an attendee beside the first things: nothing grave happens by one click. */
export function AttendeeActs({ attendee, state, submit }: AttendeeActsProps) {
  const t = useTranslations("person.panel")
  const { others, deadline, grave, jumps, jumpReasons } = attendee
  const shared = { submit, pendingText: t("pending") }
  if (others.length === 0 && !deadline && grave.length === 0 && jumps.length === 0) return null
  return (
    <section className="grid gap-1 border-line border-t py-4" aria-label={t("actions")}>
      <div className="flex flex-wrap gap-x-5">
        {others.map(({ act, label }) => (
          <ActForm key={act} act={act} label={label} kind="link" {...shared} />
        ))}
      </div>
      {deadline && (
        <details open={state.issues.until !== undefined}>
          <summary className="w-fit cursor-pointer py-1.5 text-link">{t("extend")}</summary>
          <div className="pt-2 pb-4">
            <ActForm act="extend" label={t("extend_submit")} {...shared}>
              <DeadlineField deadline={deadline} label={t("extend_until")} state={state} />
            </ActForm>
          </div>
        </details>
      )}
      {jumps.map(({ act, label, reason, submit: submitLabel }) => (
        <details key={act} open={state.issues.reason !== undefined && state.values.do?.[0] === act}>
          <summary className="w-fit cursor-pointer py-1.5 text-link">{label}</summary>
          <div className="pt-2 pb-4">
            <ActForm act={act} label={submitLabel} {...shared}>
              <Select
                name="reason"
                label={reason}
                options={jumpReasons}
                error={state.values.do?.[0] === act ? state.issues.reason : undefined}
              />
            </ActForm>
          </div>
        </details>
      ))}
      {grave.map(({ act, label, points, submit: submitLabel }) => (
        <details key={act}>
          <summary className="w-fit cursor-pointer py-1.5 text-bad">{label}</summary>
          <div className="pt-1 pb-4">
            <ul className="mb-3 list-disc ps-5">
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
            <ActForm act={act} label={submitLabel} {...shared} />
          </div>
        </details>
      ))}
    </section>
  )
}

type DeadlineFieldProps = {
  deadline: NonNullable<ShownAttendee["deadline"]>
  label: string
  state: FormState
}

function DeadlineField({ deadline, label, state }: DeadlineFieldProps) {
  const error = state.issues.until
  const field = { name: "until", label, hint: deadline.hint, error }
  return (
    <Field {...field}>
      <input
        id={controlId(field.name)}
        name={field.name}
        type="datetime-local"
        defaultValue={error ? state.values.until?.[0] : deadline.value}
        className={`${controlLook.line} w-full`}
        aria-describedby={describedBy(field)}
        aria-invalid={error ? true : undefined}
      />
    </Field>
  )
}
