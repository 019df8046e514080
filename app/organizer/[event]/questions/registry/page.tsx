import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { RegistryTable } from "@/components/organizer/editor/registry-table"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { listEarlierDefinitions, listQuestions } from "@/lib/db/queries/question-editor"
import { fullDate } from "@/lib/domain/event-time"
import { loadEventScope } from "@/lib/loaders/organizer"
import { fieldRegistry } from "@/lib/profile/field-registry"
import { runtime } from "@/lib/runtime"

type RegistryPageProps = { params: Promise<{ event: string }> }

export async function generateMetadata({ params }: RegistryPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event)
  return { title: `${(await getTranslations("editor.registry"))("title")} · ${event.title}` }
}

/** What each custom field of an event means, and meant. */
export default async function RegistryPage({ params }: RegistryPageProps) {
  const scope = await loadEventScope((await params).event)
  const { event } = scope
  const t = await getTranslations("editor.registry")
  const language = await getLocale()
  const { db } = await runtime()
  const removed = (await listQuestions(db, event.id)).flatMap(({ archivedAt, field, label }) =>
    archivedAt ? [{ field, label, until: archivedAt }] : [],
  )
  const changed = (await listEarlierDefinitions(db, event.id)).map(
    ({ definition: { field, label }, until }) => ({
      ...{ field, label, until },
    }),
  )
  const earlier = [...removed, ...changed].sort((a, b) => b.until.getTime() - a.until.getTime())
  const day = (at: Date) => fullDate(at, event.timeZone, language)
  const download = (
    <a href={`/organizer/${event.slug}/questions/registry.json`} download>
      {t("download")}
    </a>
  )
  return (
    <OrganizerPage scope={scope} event={event} current="questions" title={t("title")} actions={download}>
      <p className="mb-4 max-w-[40rem] text-ink-2">{t("lead")}</p>
      <RegistryTable entries={fieldRegistry(event.questions)} questions={event.questions} />
      {earlier.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-2 text-16 font-semibold">{t("earlier")}</h2>
          <ul className="grid gap-1">
            {earlier.map(({ field, label, until }) => (
              <li key={`${field} ${until.toISOString()}`}>
                {t("earlier_line", { field, label, date: day(until) })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </OrganizerPage>
  )
}
