"use client"

import type { ReactNode } from "react"
import { useFormStatus } from "react-dom"
import { buttonLook } from "./button-look"

type SubmitButtonProps = { children: ReactNode; pendingText: string; kind?: keyof typeof buttonLook }

/** Sends its form once: while the action runs it keeps the focus, says so and ignores further clicks. */
export function SubmitButton({ children, pendingText, kind = "first" }: SubmitButtonProps) {
  const { pending } = useFormStatus()
  return (
    <button
      type="submit"
      className={kind === "link" ? buttonLook.link : `w-full ${buttonLook[kind]}`}
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
    >
      {pending ? pendingText : children}
    </button>
  )
}
