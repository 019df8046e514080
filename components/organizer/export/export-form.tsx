"use client"

import { useTranslations } from "next-intl"
import { FormErrors } from "@/components/attendee/form-errors"
import { useFormState } from "@/components/attendee/use-form-state"
import { Checkbox } from "@/components/ui/checkbox"
import { Checkboxes } from "@/components/ui/checkboxes"
import { formLook } from "@/components/ui/field"
import { Radios } from "@/components/ui/radios"
import type { Option } from "@/components/ui/select"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FormAction, initialFormState } from "@/lib/actions/state"

type ExportFormProps = {
  action: FormAction
  /** Comes back with the form, so that sending it twice is one export. */
  file: string
  /** The list's parameters. */
  list: string
  formats: Option[]
  columns: Option[]
  /** Keys of the columns chosen at first. */
  shown: string[]
  /** Null: the event asks for nothing sensitive, or the organizer may not see it. */
  sensitive: { label: string; note: string; href: string | null; link: string } | null
}

/** What a file is to have. */
export function ExportForm({ action, file, list, formats, columns, shown, sensitive }: ExportFormProps) {
  const t = useTranslations("export.form")
  const initial = { ...initialFormState, values: { format: ["csv"], columns: shown } }
  const { state, submit, issues, onChange } = useFormState(action, initial)
  return (
    <form action={submit} onChange={onChange} noValidate className={formLook}>
      <FormErrors state={state} fields={["format", "columns", "sensitive"]} />
      <input type="hidden" name="file" value={file} />
      <input type="hidden" name="list" value={list} />
      <Radios
        name="format"
        label={t("format")}
        options={formats}
        value={state.values.format?.[0]}
        error={issues.format}
      />
      <Checkboxes
        name="columns"
        label={t("columns")}
        hint={t("columns_hint")}
        options={columns}
        values={state.values.columns}
        error={issues.columns}
      />
      {sensitive && (
        <Checkbox name="sensitive" value="yes" label={sensitive.label} error={issues.sensitive}>
          <p className="mt-1 mb-2 text-15 text-ink-2 dense:text-13">
            {sensitive.note} {sensitive.href && <a href={sensitive.href}>{sensitive.link}</a>}
          </p>
        </Checkbox>
      )}
      <div>
        <SubmitButton pendingText={t("pending")}>{t("submit")}</SubmitButton>
      </div>
    </form>
  )
}
