import { controlId, FieldGroup, type FieldProps } from "./field"
import type { Option } from "./select"

type CheckboxesProps = FieldProps & { options: Option[]; values?: string[] | undefined }

/** Any number of answers. Each chosen value is sent under the one name. */
export function Checkboxes({ options, values = [], ...field }: CheckboxesProps) {
  const first = controlId(field.name)
  return (
    <FieldGroup role="group" {...field}>
      <div className="choices">
        {options.map((option, index) => (
          <label key={option.value} className="choice">
            <input
              id={index === 0 ? first : `${first}-${option.value}`}
              type="checkbox"
              name={field.name}
              value={option.value}
              defaultChecked={values.includes(option.value)}
              aria-invalid={field.error ? true : undefined}
            />
            {option.label}
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
