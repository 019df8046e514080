import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { describeRecent, doorWords } from "@/components/organizer/check-in/describe-door"
import { Door } from "@/components/organizer/check-in/door"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { recentCheckIns } from "@/lib/attendees/recent-check-ins"
import { reservedFields } from "@/lib/domain/status-field"
import { loadEventScope } from "@/lib/loaders/organizer"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { doorAction } from "./actions"

type CheckInPageProps = { params: Promise<{ event: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("person.door"))("title") }
}

/** Where people are let in: by scanner, by camera, or by name. */
export default async function CheckInPage({ params }: CheckInPageProps) {
  const { event: slug } = await params
  const scope = await loadEventScope(slug, "check_in")
  const t = await getTranslations("person")
  const { event } = scope
  const addLink = allows(scope, "edit") && (
    <a href={`/organizer/${slug}/attendees/new?from=desk`} className="btn btn-second">
      {t("door.walk_in")}
    </a>
  )
  return (
    <OrganizerPage scope={scope} event={event} current="check_in" title={t("door.title")} actions={addLink}>
      <div className="max-w-[44rem]">
        {reservedFields(event.questions).checkIn === null && (
          <p className="notice mb-4">{t("notice.kept_here")}</p>
        )}
        <Door
          action={doorAction.bind(null, slug)}
          recent={await describeRecent(await recentCheckIns(await runtime(), scope), event)}
          words={await doorWords()}
        />
      </div>
    </OrganizerPage>
  )
}
