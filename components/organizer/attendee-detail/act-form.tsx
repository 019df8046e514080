import type { ReactNode } from "react"
import { SubmitButton } from "@/components/ui/submit-button"
import type { AttendeeAct } from "./shown-attendee"

type ActFormProps = {
  act: AttendeeAct
  /** Of the panel: all its forms share one action and one answer. */
  submit: (form: FormData) => void
  label: string
  pendingText: string
  kind?: "first" | "second" | "link"
  children?: ReactNode
}

/** A button that has one thing done, with whatever fields it needs. */
export function ActForm({ act, submit, label, pendingText, kind = "second", children }: ActFormProps) {
  return (
    <form action={submit} className="grid gap-3">
      <input type="hidden" name="do" value={act} />
      {children}
      <SubmitButton kind={kind} pendingText={pendingText}>
        {label}
      </SubmitButton>
    </form>
  )
}
