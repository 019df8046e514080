import { getTranslations } from "next-intl/server"

type EventMenuProps = {
  events: { slug: string; title: string }[]
  canCreate: boolean
}

/** What the event's name in the side bar opens: the other events. The browser's own popover; no script is needed. */
export async function EventMenu({ events, canCreate }: EventMenuProps) {
  const t = await getTranslations("organizer.menu")
  return (
    <nav id="event-menu" popover="auto" aria-label={t("label")} className="event-menu">
      <ul>
        {events.map(({ slug, title }) => (
          <li key={slug}>
            <a href={`/organizer/${slug}`} className="side-link">
              {title}
            </a>
          </li>
        ))}
        <li>
          <a href="/organizer" className="side-link font-semibold">
            {t("all")}
          </a>
        </li>
        {canCreate && (
          <li>
            <a href="/organizer/new" className="side-link font-semibold">
              {t("create")}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}

/** The same for those who help at doors: theirs, and nothing of the organization. */
export async function DoorMenu({ doors }: { doors: EventMenuProps["events"] }) {
  const t = await getTranslations("organizer.menu")
  return (
    <nav id="event-menu" popover="auto" aria-label={t("label")} className="event-menu">
      <ul>
        {doors.map(({ slug, title }) => (
          <li key={slug}>
            <a href={`/organizer/${slug}/check-in`} className="side-link">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
