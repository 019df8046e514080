import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { mostAtOnce } from "@/lib/domain/bulk"
import { loadEventScope } from "@/lib/loaders/organizer"

type RefusedPageProps = { params: Promise<{ event: string }>; searchParams: Promise<{ why?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("person.bulk.refused"))("title") }
}

/** Why an action on many attendees was not started. */
export default async function RefusedPage({ params, searchParams }: RefusedPageProps) {
  const { event: slug } = await params
  const scope = await loadEventScope(slug)
  const { why } = await searchParams
  const t = await getTranslations("person")
  const known = (["nobody", "too_many", "query", "action"] as const).find((reason) => reason === why)
  return (
    <OrganizerPage scope={scope} event={scope.event} current="attendees" title={t("bulk.refused.title")}>
      <p className="mb-4">{t(`bulk.refused.${known ?? "action"}`, { count: mostAtOnce })}</p>
      <a href={`/organizer/${slug}/attendees`}>{t("back")}</a>
    </OrganizerPage>
  )
}
