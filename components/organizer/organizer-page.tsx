import { NextIntlClientProvider } from "next-intl"
import { getLocale, getMessages, getTranslations } from "next-intl/server"
import type { ComponentProps, ReactNode } from "react"
import { EventPhaseLabel } from "@/components/attendee/event-phase-label"
import { SkipLink } from "@/components/ui/skip-link"
import type { Event } from "@/lib/domain/event"
import type { Permission } from "@/lib/domain/permission"
import { CommandPalette } from "./command-palette"
import { SectionLinks } from "./section-links"
import {
  eventSections,
  type OrganizationSectionName,
  organizationSections,
  type SectionLink,
  type SectionName,
} from "./sections"
import { ShortcutSheet } from "./shortcut-sheet"

type OrganizerPageProps = {
  scope: { permissions: ReadonlySet<Permission> }
  /** The event the page is about; none: the side bar leads to the events. */
  event?: Pick<Event, "slug" | "title"> & Partial<Pick<Event, "cancelledAt" | "translations">>
  current?: SectionName | OrganizationSectionName
  title: ReactNode
  /** Beside the title, like the number of attendees. */
  count?: ReactNode
  /** At the end of the title's line. */
  actions?: ReactNode
  /** Whether the children bring their own margins, as a table from edge to edge does. */
  isFlush?: boolean
  /** What the page's client components say (decision 0039); they have no other messages. */
  messages?: NonNullable<ComponentProps<typeof NextIntlClientProvider>["messages"]>
  children: ReactNode
}

/** As high as the window, so that what is in it scrolls by itself; a drawer beside it takes its place from it. */
const flushLook = "flex h-[calc(100dvh-3.25rem)] min-h-96 flex-col has-[aside]:pe-90 lg:h-dvh"

async function sectionLinks({
  scope,
  event,
  current = "events",
}: OrganizerPageProps): Promise<SectionLink[]> {
  const t = await getTranslations("organizer.section")
  if (!event)
    return organizationSections
      .filter(({ permission }) => scope.permissions.has(permission))
      .map(({ name, path, keys }) => ({
        label: t(`organization.${name}`),
        href: `/organizer${path}`,
        keys,
        isCurrent: name === current,
      }))
  return eventSections
    .filter(({ permission }) => scope.permissions.has(permission))
    .map(({ name, path, keys }) => ({
      label: t(`page.${name}`),
      href: `/organizer/${event.slug}${path}`,
      keys,
      isCurrent: name === current,
    }))
}

/** An organizer's page: side bar with the event's pages (a menu on a small screen), title line, and the children. */
export async function OrganizerPage(props: OrganizerPageProps) {
  const { scope, event, title, count, actions, isFlush = false, messages, children } = props
  const t = await getTranslations("organizer")
  const { organizer } = await getMessages()
  const language = await getLocale()
  const links = await sectionLinks(props)
  const switcher = event ? (
    <button type="button" popoverTarget="event-menu" className="side-event">
      <span className="min-w-0">{event.translations?.[language]?.title ?? event.title}</span>
      <span aria-hidden="true" className="text-12">
        ▼
      </span>
    </button>
  ) : (
    <a href="/organizer" className="side-event">
      Gatehouse
    </a>
  )
  return (
    <NextIntlClientProvider
      messages={{ ...messages, organizer: { ...messages?.organizer, shortcuts: organizer.shortcuts } }}
    >
      <SkipLink>{t("skip")}</SkipLink>
      <header className="side-top">
        {switcher}
        <details className="side-menu ms-auto">
          <summary className="py-2">{t("menu.open")}</summary>
          <SectionLinks links={links} label={t("section.label")} />
        </details>
      </header>
      <header className="side">
        {switcher}
        <div className="mt-2 mb-4">
          <SectionLinks links={links} label={t("section.label")} />
        </div>
        <ShortcutSheet links={links} />
      </header>
      <CommandPalette
        links={links}
        list={event && scope.permissions.has("view") ? `/organizer/${event.slug}/attendees` : null}
      />
      <main id="main" className={isFlush ? `org-main ${flushLook}` : "org-main"}>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-4 pb-3 lg:px-5">
          <h1 className="text-26">{title}</h1>
          {event?.cancelledAt && <EventPhaseLabel phase="cancelled" />}
          {count !== undefined && <span className="mono text-16 text-ink-3">{count}</span>}
          {actions && <div className="ms-auto flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {isFlush ? children : <div className="px-4 pb-12 lg:px-5">{children}</div>}
      </main>
    </NextIntlClientProvider>
  )
}
