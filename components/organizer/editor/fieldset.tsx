import type { ReactNode } from "react"
import { formLook } from "@/components/ui/field"
import "./editor.css"

/** Fields of the editor that belong together, under their name. */
export function Fieldset({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={`${formLook} border-line border-t pt-4`}>
      <legend className="float-start mb-3 w-full font-display text-20 font-semibold">{title}</legend>
      {children}
    </fieldset>
  )
}

/** Two short fields beside each other where there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="grid items-end gap-5 sm:grid-cols-2">{children}</div>
}
