import { getTranslations } from "next-intl/server"

type EventMenuProps = {
  events: { slug: string; title: string }[]
  /** Below an event's own path: where its link leads. */
  page?: "/check-in"
  /** Pages of the organization; none for those who only help at doors. */
  more?: { href: string; label: string }[]
}

/** What the event's name in the side bar opens: the other events. The browser's own popover; no script is needed. */
export async function EventMenu({ events, page, more = [] }: EventMenuProps) {
  const t = await getTranslations("organizer.menu")
  return (
    <nav id="event-menu" popover="auto" aria-label={t("label")} className="event-menu">
      <ul>
        {events.map(({ slug, title }) => (
          <li key={slug}>
            <a href={`/organizer/${slug}${page ?? ""}`} className="side-link">
              {title}
            </a>
          </li>
        ))}
        {more.map(({ href, label }) => (
          <li key={href}>
            <a href={href} className="side-link font-semibold">
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
