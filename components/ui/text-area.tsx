import { controlLook } from "./control-look"
import { controlId, describedBy, Field, type FieldProps } from "./field"

type TextAreaProps = FieldProps & { value?: string | undefined; autoComplete?: string | undefined }

/** A text control of several lines. */
export function TextArea({ value, autoComplete, ...field }: TextAreaProps) {
  return (
    <Field {...field}>
      <textarea
        id={controlId(field.name)}
        name={field.name}
        rows={4}
        defaultValue={value}
        autoComplete={autoComplete}
        className={`w-full ${controlLook.area}`}
        aria-describedby={describedBy(field)}
        aria-invalid={field.error ? true : undefined}
      />
    </Field>
  )
}
