"use client"

import { createContext, type ReactNode, useContext } from "react"
import type { FormState } from "@/lib/actions/state"

/**
 * A form that comes back to its page with what was typed. `updated`: the page was updated under it; `signed_out`: the
 * session had ended.
 */
export type UnsentForm = { path: string; values: FormState["values"]; why: "updated" | "signed_out" }

type FormsSetting = {
  unsent: UnsentForm | null
  /** For whom this page was made, for its forms to say; only the server can read it. Empty for strangers. */
  openedBy: string
}

const FormsContext = createContext<FormsSetting>({ unsent: null, openedBy: "" })

/** Around every page, in the root layout; without `unsent` on nearly all of them. */
export function FormsProvider({ unsent, openedBy, children }: FormsSetting & { children: ReactNode }) {
  return <FormsContext value={{ unsent, openedBy }}>{children}</FormsContext>
}

export function useUnsentForm(): UnsentForm | null {
  return useContext(FormsContext).unsent
}

/** Inside a form whose sender matters: says for whom its page was made. For strangers there is nothing to say. */
export function OpenedBy() {
  const { openedBy } = useContext(FormsContext)
  return openedBy && <input type="hidden" name="opened_by" value={openedBy} />
}
