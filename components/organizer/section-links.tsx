"use client"

import type { SectionLink } from "./sections"

/**
 * The links of the side bar; the keys beside them are for the eyes, `ShortcutSheet` listens to them. Made in the browser
 * from the links it has for the palette: a page has them twice, and sends what the server makes once more as data.
 */
export function SectionLinks({ links, label }: { links: SectionLink[]; label: string }) {
  return (
    <nav aria-label={label}>
      <ul>
        {links.map(({ label: text, href, keys, isCurrent }) => (
          <li key={href}>
            <a href={href} className="side-link" aria-current={isCurrent ? "page" : undefined}>
              {text}
              <span aria-hidden="true" className="key max-lg:hidden">
                {keys.toUpperCase()}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
