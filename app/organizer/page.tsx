import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { EventTable } from "@/components/organizer/editor/event-table"
import { NothingYet } from "@/components/organizer/editor/nothing-yet"
import { NoOrganizer } from "@/components/organizer/no-organizer"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { buttonLook } from "@/components/ui/button-look"
import { listEventsOf } from "@/lib/db/queries/event-editor"
import { listHelpedDoors } from "@/lib/db/queries/team"
import { groupEvents } from "@/lib/domain/event-group"
import { loadOwner } from "@/lib/loaders/account"
import { findOwnScope } from "@/lib/loaders/organizer"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { signOutAction } from "../sign-out/actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("editor.list"))("title") }
}

/** Every event of the organization: what comes, what is being prepared, what was. */
export default async function EventsPage() {
  const person = await loadOwner()
  const scope = await findOwnScope()
  const { db, clock } = await runtime()
  const now = clock()
  if (!scope) {
    const doors = await listHelpedDoors(db, person, now)
    return <NoOrganizer email={person.email} doors={doors} signOut={signOutAction} />
  }
  const t = await getTranslations("editor.list")
  const groups = groupEvents(await listEventsOf(db, scope.organization.id), now)
  const create = allows(scope, "edit") && (
    <a href="/organizer/new" className={buttonLook.first}>
      {t("create")}
    </a>
  )
  return (
    <OrganizerPage scope={scope} title={t("title")} actions={create}>
      {groups.length === 0 && (
        <NothingYet
          title={t("empty.title")}
          body={t("empty.body")}
          sample={[t("empty.sample"), t("empty.sample_when"), t("empty.sample_taken")]}
        />
      )}
      {groups.map(({ name, events }) => (
        <EventTable key={name} title={t(`group.${name}`)} events={events} now={now} />
      ))}
    </OrganizerPage>
  )
}
