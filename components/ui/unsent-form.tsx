"use client"

import { createContext, type ReactNode, useContext } from "react"
import type { FormState } from "@/lib/actions/state"

/** A form whose page was updated under it: the page it was sent from, and what was typed. */
export type UnsentForm = { path: string; values: FormState["values"] }

const UnsentFormContext = createContext<UnsentForm | null>(null)

/** Around every page, in the root layout; null on nearly all of them. */
export function UnsentFormProvider({ form, children }: { form: UnsentForm | null; children: ReactNode }) {
  return <UnsentFormContext value={form}>{children}</UnsentFormContext>
}

export function useUnsentForm(): UnsentForm | null {
  return useContext(UnsentFormContext)
}
