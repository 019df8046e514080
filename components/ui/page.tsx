import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { onHero } from "./hero"
import { shell } from "./shell"
import { SkipLink } from "./skip-link"
import { themeStyle } from "./theme"

type PageProps = {
  hue?: number
  /** Above the page itself. */
  banner?: ReactNode
  footer: ReactNode
  children: ReactNode
}

/** A whole page in one hue (none: the site's own): skip link, `<main>` around the children, the footer last. */
export async function Page({ hue, banner, footer, children }: PageProps) {
  const t = await getTranslations("common")
  return (
    <div
      className="flex min-h-dvh flex-col bg-bg text-ink print:min-h-0"
      style={hue === undefined ? undefined : themeStyle(hue)}
    >
      <SkipLink>{t("skip")}</SkipLink>
      {banner}
      <main id="main" className="flex grow flex-col">
        {children}
      </main>
      {footer}
    </div>
  )
}

/** The body of a page under its hero. `narrow` is one comfortable reading column of 34rem. */
export function Column({ width = "narrow", children }: { width?: "narrow" | "wide"; children: ReactNode }) {
  return (
    <div className={`${shell} py-6 lg:py-12`}>
      <a
        href="/"
        className="mono mb-6 inline-block py-1 text-13 text-ink-2 uppercase no-underline print:hidden"
      >
        Gatehouse
      </a>
      <div className={width === "narrow" ? "mx-auto max-w-[34rem]" : "mx-auto max-w-[56rem]"}>{children}</div>
    </div>
  )
}

/** Text with a card of facts: the facts come first on a small screen and stay in view beside the text on a wide one. */
export function Spread({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div
      className={`${shell} grid grow content-start gap-x-20 gap-y-6 pt-2 pb-12 lg:grid-cols-[1fr_25rem] lg:grid-rows-[1fr] lg:pt-14`}
    >
      <div className="min-w-0 lg:sticky lg:top-6 lg:col-start-2 lg:row-start-1 lg:-mt-36 lg:self-start">
        {aside}
      </div>
      <div className="min-w-0 lg:col-start-1 lg:row-start-1">{children}</div>
    </div>
  )
}

/** A panel in the event's colour over (small screens) or beside (wide ones) one column of work. */
export function Split({ panel, children }: { panel: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grow grid-cols-1 content-start lg:grid-cols-[minmax(22rem,5fr)_minmax(0,7fr)] lg:content-stretch">
      <div className={onHero}>
        <div className="px-5 py-6 lg:sticky lg:top-0 lg:flex lg:h-full lg:max-h-dvh lg:flex-col lg:p-12">
          {panel}
        </div>
      </div>
      <div className="px-5 py-8 lg:px-20 lg:py-20">
        <div className="mx-auto max-w-[34rem] lg:mx-0">{children}</div>
      </div>
    </div>
  )
}
