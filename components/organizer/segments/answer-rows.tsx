"use client"

import { controlLook } from "@/components/ui/control-look"
import { ErrorMessage } from "@/components/ui/error-message"
import { controlId, describedBy, fieldLook } from "@/components/ui/field"
import type { Option } from "@/components/ui/select"
import { useEditorField } from "../editor/editor-form"
import { Fieldset } from "../editor/fieldset"

type AnswerRowsProps = {
  fields: Option[]
  words: { legend: string; hint: string; none: string; field: string[]; value: string[] }
}

/** Answers that must all match: in each row a question and what was answered; rows left blank ask nothing. */
export function AnswerRows({ fields, words }: AnswerRowsProps) {
  const { values: chosen, error } = useEditorField("field")
  const values = useEditorField("value").values
  const isLone = (row: number) => values[row]?.trim() && fields.every(({ value }) => value !== chosen[row])
  return (
    <Fieldset title={words.legend}>
      <p className="text-ink-2">{words.hint}</p>
      {error && <ErrorMessage id={`${controlId("field")}-error`}>{error}</ErrorMessage>}
      {words.field.map((label, row) => (
        <div
          key={label}
          className={`grid gap-2 sm:grid-cols-2 ${fieldLook(isLone(row) ? error : undefined)}`}
        >
          <select
            key={chosen[row] ?? ""}
            id={row === 0 ? controlId("field") : undefined}
            name="field"
            defaultValue={chosen[row] ?? ""}
            aria-label={label}
            aria-describedby={isLone(row) ? describedBy({ name: "field", label, error }) : undefined}
            aria-invalid={isLone(row) && error ? true : undefined}
            className={`${controlLook.line} w-full`}
          >
            <option value="">{words.none}</option>
            {fields.map((field) => (
              <option key={field.value} value={field.value}>
                {field.label}
              </option>
            ))}
          </select>
          <input
            name="value"
            type="text"
            dir="auto"
            defaultValue={values[row] ?? ""}
            aria-label={words.value[row]}
            autoComplete="off"
            maxLength={100}
            className={`${controlLook.line} w-full`}
          />
        </div>
      ))}
    </Fieldset>
  )
}
