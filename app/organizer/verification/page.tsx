import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { NothingYet } from "@/components/organizer/editor/nothing-yet"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { VerificationTable } from "@/components/organizer/verification/verification-table"
import { listVerificationProgress } from "@/lib/attendees/verification"
import { localiseEvent } from "@/lib/domain/event"
import { localiseQuestion } from "@/lib/domain/question"
import { loadOrganizer } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("verification"))("title") }
}

/** Who still owes a passport number or tax id, over all events of an organization. */
export default async function VerificationPage() {
  const scope = await loadOrganizer()
  const t = await getTranslations("verification")
  const language = await getLocale()
  const events = await listVerificationProgress(await runtime(), scope)
  const localised = events.map(({ event, progress }) => ({
    event: localiseEvent(event, language),
    progress: progress.map((each) => ({ ...each, question: localiseQuestion(each.question, language) })),
  }))
  return (
    <OrganizerPage scope={scope} current="verification" title={t("title")}>
      {events.length === 0 ? (
        <NothingYet title={t("empty.title")} body={t("empty.body")} sample={[t("empty.sample"), "0 / 0"]} />
      ) : (
        <>
          <p className="mb-4 max-w-[40rem] text-ink-2">{t("lead")}</p>
          <VerificationTable events={localised} />
        </>
      )}
    </OrganizerPage>
  )
}
