import type { Messages } from "next-intl"
import { TextInput } from "@/components/ui/text-input"
import type { FormState } from "@/lib/actions/state"

export type NameInputsProps = Pick<FormState, "values" | "issues"> & { labels: Messages["common"]["field"] }

/** Somebody's name in its two parts. */
export function NameInputs({ labels, values, issues }: NameInputsProps) {
  return (
    <>
      <TextInput
        name="first_name"
        label={labels.first_name}
        value={values.first_name?.[0]}
        error={issues.first_name}
        autoComplete="given-name"
        autoCapitalize="words"
        spellCheck={false}
      />
      <TextInput
        name="last_name"
        label={labels.last_name}
        value={values.last_name?.[0]}
        error={issues.last_name}
        autoComplete="family-name"
        autoCapitalize="words"
        spellCheck={false}
      />
    </>
  )
}
