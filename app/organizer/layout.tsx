import type { Metadata } from "next"
import type { ReactNode } from "react"
import { EventMenu } from "@/components/organizer/event-menu"
import { listEventLinks } from "@/lib/db/queries/organizers"
import { findOwnScope } from "@/lib/loaders/organizer"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { SessionBar } from "./session-bar"
import "./organizer.css"

export const metadata: Metadata = { robots: { index: false } }

/** The frame around organizers' pages and nothing else: what may be seen is decided by each page's own loader. */
export default async function OrganizerLayout({ children }: { children: ReactNode }) {
  const scope = await findOwnScope()
  if (!scope) return <div className="organizer">{children}</div>
  const { db } = await runtime()
  const events = await listEventLinks(db, scope.organization.id)
  return (
    <div className="organizer">
      {children}
      <SessionBar email={scope.email} organization={scope.organization.name} />
      <EventMenu events={events} canCreate={allows(scope, "edit")} />
    </div>
  )
}
