"use client"

import { Checkbox } from "@/components/ui/checkbox"
import { useEditorField } from "./editor-form"

/** After a warning about the chosen field: the box that says it is meant. `{field}` in the label is that field. */
export function AcceptField({ label }: { label: string }) {
  const { value: warned } = useEditorField("warned_field")
  if (!warned) return null
  return <Checkbox name="accept_field" value={warned} label={label.replace("{field}", warned)} />
}
