"use client"

import { controlLook } from "@/components/ui/control-look"
import { controlId } from "@/components/ui/field"
import type { Option } from "@/components/ui/select"
import { useEditorField } from "../editor/editor-form"
import { Fieldset } from "../editor/fieldset"

type AnswerRowsProps = {
  fields: Option[]
  words: { legend: string; hint: string; none: string; field: string[]; value: string[] }
}

/** Answers that must all match: in each row a question and what was answered; rows left blank ask nothing. */
export function AnswerRows({ fields, words }: AnswerRowsProps) {
  const chosen = useEditorField("field").values
  const values = useEditorField("value").values
  return (
    <Fieldset title={words.legend}>
      <p className="text-ink-2">{words.hint}</p>
      {words.field.map((label, row) => (
        <div key={label} className="grid gap-2 sm:grid-cols-2">
          <select
            key={chosen[row] ?? ""}
            id={row === 0 ? controlId("field") : undefined}
            name="field"
            defaultValue={chosen[row] ?? ""}
            aria-label={label}
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
