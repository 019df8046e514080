import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { EventMenu } from "@/components/organizer/event-menu"
import { loadPerson } from "@/lib/auth/session"
import { listEventLinks } from "@/lib/db/queries/organizers"
import { listHelpedDoors } from "@/lib/db/queries/team"
import { findOwnScope } from "@/lib/loaders/organizer"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { SessionBar } from "./session-bar"
import "./organizer.css"

export const metadata: Metadata = { robots: { index: false } }

/** The frame around organizers' pages and nothing else: what may be seen is decided by each page's own loader. */
export default async function OrganizerLayout({ children }: { children: ReactNode }) {
  const scope = await findOwnScope()
  if (!scope) return <DoorLayout>{children}</DoorLayout>
  const { db } = await runtime()
  const events = await listEventLinks(db, scope.organization.id)
  const t = await getTranslations("organizer.menu")
  const more = [
    { href: "/organizer", label: t("all") },
    ...(allows(scope, "edit") ? [{ href: "/organizer/new", label: t("create") }] : []),
  ]
  return (
    <div className="organizer">
      {children}
      <SessionBar email={scope.email} organization={scope.organization.name} />
      <EventMenu events={events} more={more} />
    </div>
  )
}

/** For those who help at doors: the same, with the doors in place of the events. */
async function DoorLayout({ children }: { children: ReactNode }) {
  const person = await loadPerson()
  const { db, clock } = await runtime()
  const doors = person ? await listHelpedDoors(db, person, clock()) : []
  return (
    <div className="organizer">
      {children}
      {person && doors.length > 0 && (
        <>
          <SessionBar email={person.email} />
          <EventMenu events={doors} page="/check-in" />
        </>
      )}
    </div>
  )
}
