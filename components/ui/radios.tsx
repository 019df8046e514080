import { controlId, FieldGroup, type FieldProps } from "./field"
import type { Option } from "./select"

type RadiosProps = FieldProps & { options: Option[]; value?: string | undefined }

/** One answer of a few, all in view. */
export function Radios({ options, value, ...field }: RadiosProps) {
  const first = controlId(field.name)
  return (
    <FieldGroup role="radiogroup" {...field}>
      <div className="choices">
        {options.map((option, index) => (
          <label key={option.value} className="choice">
            <input
              id={index === 0 ? first : `${first}-${option.value}`}
              type="radio"
              name={field.name}
              value={option.value}
              defaultChecked={option.value === value}
            />
            {option.label}
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
