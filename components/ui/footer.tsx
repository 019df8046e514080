import type { ReactNode } from "react"
import { shell } from "./shell"

type FooterLink = { label: string; href: string }

type FooterProps = {
  links?: FooterLink[]
  help: FooterLink
  /** The switch of languages. */
  languages: ReactNode
  children?: ReactNode
}

/** Last on every page, help last in it, always in the same order (WCAG 3.2.6). `children` takes a sign-out form. */
export function Footer({ links = [], help, languages, children }: FooterProps) {
  return (
    <footer className="border-line border-t print:hidden">
      <div className={`${shell} flex flex-wrap items-center gap-x-6 gap-y-2 py-6 text-15 text-ink-2`}>
        {links.map((link) => (
          <a key={link.href} href={link.href} className="py-1 text-ink-2">
            {link.label}
          </a>
        ))}
        {children}
        {languages}
        <a href={help.href} className="py-1 text-ink-2 sm:ms-auto">
          {help.label}
        </a>
      </div>
    </footer>
  )
}
