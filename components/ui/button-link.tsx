import type { ReactNode } from "react"
import { buttonLook } from "./button-look"

type ButtonLinkProps = { href: string; kind?: "first" | "second"; children: ReactNode }

/** A link as weighty as a button. A plain `<a>`: `next/link` would cost every page 3.3 kB. */
export function ButtonLink({ href, kind = "first", children }: ButtonLinkProps) {
  return (
    <a href={href} className={`w-full ${buttonLook[kind]}`}>
      {children}
    </a>
  )
}
