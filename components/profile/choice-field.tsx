import { noticeLook } from "@/components/ui/notice"
import { Radios } from "@/components/ui/radios"
import type { Choice, FormState } from "@/lib/actions/state"
import { choiceName, seenName } from "@/lib/domain/conflict"
import type { ProfileQuestion } from "./profile-question"

type ChoiceFieldProps = {
  question: ProfileQuestion
  choice: Choice
  values: FormState["values"]
  error?: string | undefined
}

/** A question somebody else answered meanwhile: both answers, and nothing chosen beforehand. */
export function ChoiceField({ question, choice, values, error }: ChoiceFieldProps) {
  const { key, label } = question
  const name = choiceName(key)
  const mine = Object.entries(values).filter(
    ([field]) => field === key || (field.startsWith(`${key}.`) && field !== name && field !== seenName(key)),
  )
  return (
    <div className={noticeLook.warn}>
      <input type="hidden" name={name} value="" />
      {mine.flatMap(([field, list]) =>
        list.map((value) => <input key={`${field} ${value}`} type="hidden" name={field} value={value} />),
      )}
      <Radios
        name={name}
        label={label}
        hint={choice.note}
        error={error}
        options={[
          { value: "theirs", label: choice.theirs },
          { value: "ours", label: choice.ours },
        ]}
      />
    </div>
  )
}
