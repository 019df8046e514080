import { clockOptions } from "@/lib/domain/date-locale"
import { formatLocale } from "@/lib/domain/language"

type VisitorTimeProps = {
  at: Date
  timeZone: string
  /** As `getDateLocale` reads it. */
  language: string
  /** `your time`, in that language. */
  label: string
  /** On a line of its own; else it follows what is before it. */
  isOwnLine?: boolean
}

/** Room for ` · your time 08:00`, which `VisitorTimeScript` fills in where the visitor's clock reads otherwise. */
export function VisitorTime({ at, timeZone, language, label, isOwnLine = false }: VisitorTimeProps) {
  return (
    <span
      data-visitor-time={at.toISOString()}
      data-zone={timeZone}
      data-language={formatLocale(language)}
      data-clock={clockOptions(language).hourCycle}
      data-label={isOwnLine ? label : ` · ${label}`}
      className={isOwnLine ? "block" : undefined}
      // What the script wrote before React came is nothing React knows of.
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing, so that React leaves what is in it alone
      dangerouslySetInnerHTML={{ __html: "" }}
    />
  )
}

/**
 * Plain JavaScript for the browser, the same on every page, so that pages kept for strangers can carry it: their one
 * script, allowed by its hash (decision 0052). Only the browser knows its zone, and it is neither sent nor stored.
 */
export const visitorTimeScript = `(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const formats = {}
  const write = (at, language, options) => {
    const key = language + JSON.stringify(options)
    formats[key] ??= new Intl.DateTimeFormat(language, options)
    return formats[key].format(at)
  }
  for (const spot of document.querySelectorAll("[data-visitor-time]")) {
    try {
      const { language, label, clock: hourCycle } = spot.dataset
      const at = new Date(spot.dataset.visitorTime)
      const day = (timeZone) => write(at, "en", { timeZone, dateStyle: "short" })
      const time = { hour: hourCycle == "h12" ? "numeric" : "2-digit", minute: "2-digit", hourCycle }
      const clock = (timeZone) => write(at, language, { timeZone, ...time })
      const isOtherDay = day(zone) !== day(spot.dataset.zone)
      if (!isOtherDay && clock(zone) === clock(spot.dataset.zone)) continue
      const theirs = isOtherDay ? write(at, language, { timeZone: zone, weekday: "short", ...time }) : clock(zone)
      spot.textContent = label + " " + theirs
    } catch {
      // An old browser does not know every zone: the event's own time is there anyway.
    }
  }
})()`

/** After everything on the page that has a `VisitorTime`. */
export function VisitorTimeScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      data-for="everybody"
      nonce={nonce}
      // Browsers hide the nonce once they have read it.
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant
      dangerouslySetInnerHTML={{ __html: visitorTimeScript }}
    />
  )
}
