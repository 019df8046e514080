import { Choice } from "./choice"
import { controlId, FieldGroup, type FieldProps } from "./field"
import type { Option } from "./select"

type CheckboxesProps = FieldProps & { options: Option[]; values?: string[] | undefined }

/** Any number of answers. Each chosen value is sent under the one name. */
export function Checkboxes({ options, values = [], ...field }: CheckboxesProps) {
  const first = controlId(field.name)
  return (
    <FieldGroup role="group" {...field}>
      <div className="grid gap-2">
        {options.map((option, index) => (
          <Choice
            key={option.value}
            id={index === 0 ? first : `${first}-${option.value}`}
            type="checkbox"
            name={field.name}
            value={option.value}
            defaultChecked={values.includes(option.value)}
            aria-invalid={field.error ? true : undefined}
          >
            {option.label}
          </Choice>
        ))}
      </div>
    </FieldGroup>
  )
}
