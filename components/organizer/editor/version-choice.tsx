import { noticeLook } from "@/components/ui/notice"
import { Radios } from "@/components/ui/radios"
import type { Choice } from "@/lib/actions/state"
import { choiceName } from "@/lib/domain/conflict"

type VersionChoiceProps = {
  name: string
  label: string
  choice: Choice
  /** What was chosen before, or is suggested. */
  chosen: string | undefined
  error: string | undefined
  /** What this form says, by the names its controls have. */
  ours: Record<string, string[]>
}

/** A field somebody else changed meanwhile: both versions, and this form's own kept until one is chosen. */
export function VersionChoice({ name, label, choice, chosen, error, ours }: VersionChoiceProps) {
  const mine = Object.entries(ours).flatMap(([control, values]) =>
    values.map((value, index) => ({ control, value, id: `${control} ${index}` })),
  )
  return (
    <div className={noticeLook.warn}>
      <input type="hidden" name={choiceName(name)} value="" />
      {mine.map(({ control, value, id }) => (
        <input key={id} type="hidden" name={control} value={value} />
      ))}
      <Radios
        name={choiceName(name)}
        label={label}
        error={error}
        value={chosen}
        options={[
          { value: "theirs", label: choice.theirs },
          { value: "ours", label: choice.ours },
        ]}
      />
    </div>
  )
}
