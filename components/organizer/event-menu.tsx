type EventMenuProps = {
  events: { slug: string; title: string }[]
  canCreate: boolean
  words: { label: string; all: string; create: string }
}

/** What the event's name in the side bar opens: the other events. The browser's own popover; no script is needed. */
export function EventMenu({ events, canCreate, words }: EventMenuProps) {
  return (
    <nav id="event-menu" popover="auto" aria-label={words.label} className="event-menu">
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
            {words.all}
          </a>
        </li>
        {canCreate && (
          <li>
            <a href="/organizer/new" className="side-link font-semibold">
              {words.create}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}
