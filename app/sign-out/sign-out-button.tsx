import type { ReactNode } from "react"
import { ForgetsTickets } from "@/components/me/forgets-tickets"
import { signOutAction } from "./actions"

/** Signs out from the foot of a page. */
export function SignOutButton({ children }: { children: ReactNode }) {
  return (
    <ForgetsTickets>
      <form action={signOutAction}>
        <button type="submit" className="cursor-pointer py-1 underline underline-offset-4">
          {children}
        </button>
      </form>
    </ForgetsTickets>
  )
}
