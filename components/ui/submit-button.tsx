"use client"

import type { ReactNode } from "react"
import { useFormStatus } from "react-dom"

type SubmitButtonProps = { children: ReactNode; pendingText: string; kind?: "first" | "second" | "link" }

const classes = {
  first: "btn w-full",
  second: "btn btn-second w-full",
  link: "cursor-pointer py-1 text-link underline underline-offset-4",
}

/** Sends its form once: while the action runs it keeps the focus, says so and ignores further clicks. */
export function SubmitButton({ children, pendingText, kind = "first" }: SubmitButtonProps) {
  const { pending } = useFormStatus()
  return (
    <button
      type="submit"
      className={classes[kind]}
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
    >
      {pending ? pendingText : children}
    </button>
  )
}
