import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActivityFilterForm } from "@/components/organizer/activity/activity-filter-form"
import { ActivityTable } from "@/components/organizer/activity/activity-table"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { listEventLinks } from "@/lib/db/queries/organizers"
import { loadOrganizer } from "@/lib/loaders/organizer"
import { listActivity, listActivityActors, parseActivityFilter } from "@/lib/organizers/activity"
import { runtime } from "@/lib/runtime"

type ActivityPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const path = "/organizer/activity"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("organizer.activity"))("title") }
}

/** The audit trail: who did what, the latest first. */
export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  const scope = await loadOrganizer("edit")
  const t = await getTranslations("organizer.activity")
  const context = await runtime()
  const filter = parseActivityFilter(await searchParams)
  const { acts, next } = await listActivity(context, scope, filter)
  const { kind, eventSlug, actorId } = filter
  const address = (before?: number) => {
    const chosen = {
      of: kind,
      event: eventSlug,
      by: actorId,
      before: before === undefined ? undefined : String(before),
    }
    const named = Object.entries(chosen).filter((entry): entry is [string, string] => entry[1] !== undefined)
    return `${path}?${new URLSearchParams(named)}`
  }
  return (
    <OrganizerPage scope={scope} current="activity" title={t("title")}>
      <p className="mb-4 max-w-[40rem] text-ink-2">{t("intro")}</p>
      <ActivityFilterForm
        path={path}
        filter={filter}
        events={await listEventLinks(context.db, scope.organization.id)}
        actors={await listActivityActors(context, scope)}
      />
      {acts.length === 0 ? <p>{t("nothing")}</p> : <ActivityTable acts={acts} />}
      <p className="mt-4 flex gap-x-6">
        {filter.before !== undefined && <a href={address()}>{t("latest")}</a>}
        {next !== null && <a href={address(next)}>{t("earlier")}</a>}
      </p>
    </OrganizerPage>
  )
}
