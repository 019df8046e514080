"use client"

import type { ReactNode } from "react"
import { useFormStatus } from "react-dom"
import { buttonLook } from "@/components/ui/button-look"

type ProfileButtonProps = { intent: "save" | "skip"; pendingText?: string; children: ReactNode }

/** Both ways on weigh the same: nobody is led into an answer. */
export function ProfileButton({ intent, pendingText, children }: ProfileButtonProps) {
  const { pending } = useFormStatus()
  return (
    <button
      type="submit"
      name="intent"
      value={intent}
      className={`w-full ${buttonLook.second}`}
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
    >
      {pending ? (pendingText ?? children) : children}
    </button>
  )
}
