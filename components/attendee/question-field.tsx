import { Checkboxes } from "@/components/ui/checkboxes"
import { DateInput } from "@/components/ui/date-input"
import { Radios } from "@/components/ui/radios"
import { Select } from "@/components/ui/select"
import { TextArea } from "@/components/ui/text-area"
import { TextInput } from "@/components/ui/text-input"
import type { FormState } from "@/lib/actions/state"
import type { AskedQuestion } from "./asked-question"

type QuestionFieldProps = {
  question: AskedQuestion
  /** All values of the form: a date is spread over three of them. */
  values: FormState["values"]
  error?: string | undefined
}

/** One question of an event, under its own name, with what was answered before and what becomes of the answer. */
export function QuestionField(props: QuestionFieldProps) {
  const { promise } = props.question
  if (!promise) return <QuestionControl {...props} />
  return (
    <div className="min-w-0">
      <QuestionControl {...props} />
      <details className="mt-1 text-15 text-ink-2">
        <summary className="w-fit py-1">{promise.summary}</summary>
        <p>{promise.text}</p>
      </details>
    </div>
  )
}

function QuestionControl({ question, values, error }: QuestionFieldProps) {
  const { key: name, label, hint, options, autoComplete } = question
  const field = { name, label, hint, error }
  const value = values[name]?.[0]
  switch (question.control) {
    case "text":
      return <TextInput {...field} value={value} autoComplete={autoComplete} />
    case "tel":
      return <TextInput {...field} type="tel" dir="ltr" value={value} autoComplete={autoComplete} />
    case "number":
      return <TextInput {...field} inputMode="numeric" value={value} />
    case "textarea":
      return <TextArea {...field} value={value} autoComplete={autoComplete} />
    case "select":
      return <Select {...field} options={options} value={value} autoComplete={autoComplete} />
    case "radios":
      return <Radios {...field} options={options} value={value} />
    case "checkboxes":
      return <Checkboxes {...field} options={options} values={values[name]} />
    case "date": {
      const [day, month, year] = ["day", "month", "year"].map((part) => values[`${name}.${part}`]?.[0])
      const parts = { day, month, year }
      return (
        <DateInput {...field} value={parts} autoComplete={autoComplete === "bday" ? "bday" : undefined} />
      )
    }
  }
}
