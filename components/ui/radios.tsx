import { Choice } from "./choice"
import { controlId, FieldGroup, type FieldProps } from "./field"
import type { Option } from "./select"

type RadiosProps = FieldProps & { options: Option[]; value?: string | undefined }

/** One answer of a few, all in view. */
export function Radios({ options, value, ...field }: RadiosProps) {
  const first = controlId(field.name)
  return (
    <FieldGroup role="radiogroup" {...field}>
      <div className="grid gap-2">
        {options.map((option, index) => (
          <Choice
            key={option.value}
            id={index === 0 ? first : `${first}-${option.value}`}
            type="radio"
            name={field.name}
            value={option.value}
            defaultChecked={option.value === value}
          >
            {option.label}
          </Choice>
        ))}
      </div>
    </FieldGroup>
  )
}
