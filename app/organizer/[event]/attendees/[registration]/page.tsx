import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { getMessages, getTranslations } from "next-intl/server"
import { cache } from "react"
import { AttendeePanel } from "@/components/organizer/attendee-detail/attendee-panel"
import { describeAttendee } from "@/components/organizer/attendee-detail/describe-attendee"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { Notice } from "@/components/ui/notice"
import { readAttendee } from "@/lib/desk/detail"
import { loadEventScope } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"
import { attendeePageAction } from "./actions"

type AttendeePageProps = {
  params: Promise<{ event: string; registration: string }>
  searchParams: Promise<{ added?: string }>
}

const loadAttendee = cache(async (slug: string, id: string) => {
  const scope = await loadEventScope(slug)
  const detail = (await readAttendee(await runtime(), scope, id)) ?? notFound()
  return { scope, attendee: await describeAttendee(detail, scope.event) }
})

export async function generateMetadata({ params }: Pick<AttendeePageProps, "params">): Promise<Metadata> {
  const { event, registration } = await params
  return { title: (await loadAttendee(event, registration)).attendee.name }
}

/** One attendee on a page of their own: the drawer of the list, for a link and without JavaScript. */
export default async function AttendeePage({ params, searchParams }: AttendeePageProps) {
  const { event: slug, registration: id } = await params
  const { scope, attendee } = await loadAttendee(slug, id)
  const { added } = await searchParams
  const { name } = attendee
  const t = await getTranslations("person")
  const messages = await getMessages()
  return (
    <OrganizerPage
      scope={scope}
      event={scope.event}
      current="attendees"
      title={t("drawer.title")}
      messages={{ person: { panel: messages.person.panel } }}
    >
      <p className="mb-4">
        <a href={`/organizer/${slug}/attendees`}>{t("back")}</a>
      </p>
      {added && (
        <div className="mb-4 max-w-[32rem]">
          <Notice
            kind="ok"
            role="status"
            title={added === "existing" ? t("walk_in.existing", { name }) : t("walk_in.added", { name })}
          />
        </div>
      )}
      <div className="max-w-[32rem]">
        <AttendeePanel attendee={attendee} action={attendeePageAction.bind(null, slug, id)} />
      </div>
    </OrganizerPage>
  )
}
