import type { Metadata } from "next"
import { getLocale, getMessages, getTranslations } from "next-intl/server"
import { askedQuestion } from "@/components/attendee/asked-question"
import { WalkInForm } from "@/components/organizer/check-in/walk-in-form"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { questionsAt } from "@/lib/domain/event"
import { isEventDay } from "@/lib/domain/event-time"
import { languageTag } from "@/lib/domain/language"
import { localiseQuestion } from "@/lib/domain/question"
import { loadEventScope } from "@/lib/loaders/organizer"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { addWalkInAction } from "./actions"

type WalkInPageProps = {
  params: Promise<{ event: string }>
  /** `from=desk`: opened from check-in, where people stand at the door. */
  searchParams: Promise<{ from?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("person.walk_in"))("title") }
}

/** Adds somebody by hand. */
export default async function WalkInPage({ params, searchParams }: WalkInPageProps) {
  const { event: slug } = await params
  const scope = await loadEventScope(slug, "edit")
  const { event } = scope
  const { clock, newId } = await runtime()
  const isFromDesk = (await searchParams).from === "desk"
  const t = await getTranslations("person")
  const messages = await getMessages()
  const language = await getLocale()
  const names = new Intl.DisplayNames(languageTag(language), { type: "language" })
  const questions = questionsAt(event, "registration").map((question) => localiseQuestion(question, language))
  // The browser knows the organizer, not who stands at the door.
  const asked = await Promise.all(questions.map((question) => askedQuestion(question)))
  return (
    <OrganizerPage
      scope={scope}
      event={event}
      current="attendees"
      title={t("walk_in.title")}
      messages={{ person: { walk_in: messages.person.walk_in }, common: { field: messages.common.field } }}
    >
      <div className="max-w-[28rem]">
        <p className="mb-5 text-ink-2">{t("walk_in.lead")}</p>
        <WalkInForm
          action={addWalkInAction.bind(null, slug)}
          questions={asked.map((question) => ({ ...question, autoComplete: "off" }))}
          languages={event.languages.map((value) => ({ value, label: names.of(value) ?? value }))}
          submissionId={newId()}
          canCheckIn={allows(scope, "check_in")}
          isHere={isFromDesk && isEventDay(event, clock())}
        />
        <p className="mt-5">
          <a href={`/organizer/${slug}/attendees`}>{t("back")}</a>
        </p>
      </div>
    </OrganizerPage>
  )
}
