import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { NothingYet } from "@/components/organizer/editor/nothing-yet"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { SegmentTable } from "@/components/organizer/segments/segment-table"
import { buttonLook } from "@/components/ui/button-look"
import { readSegments } from "@/lib/attendees/segments"
import { loadOrganizer } from "@/lib/loaders/organizer"
import { askedForConsent } from "@/lib/registration/consent"
import { runtime } from "@/lib/runtime"
import { askForConsentAction } from "./actions"

type SegmentsPageProps = { searchParams: Promise<{ done?: string | string[] }> }

const deeds = ["removed", "asked", "not_asked"] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("marketing"))("title") }
}

/** People across an organization's events, kept under names; and whether people are asked if they want its news. */
export default async function SegmentsPage({ searchParams }: SegmentsPageProps) {
  const scope = await loadOrganizer("edit")
  const context = await runtime()
  const t = await getTranslations("marketing")
  const { done } = await searchParams
  const deed = deeds.find((each) => each === done)
  const segments = await readSegments(context, scope)
  const asking = await askedForConsent(context, scope.organization.id, null)
  const create = (
    <a href="/organizer/segments/new" className={buttonLook.first}>
      {t("segment.new")}
    </a>
  )
  return (
    <OrganizerPage scope={scope} current="segments" title={t("title")} actions={create}>
      {deed && <DoneNotice text={t(`done.${deed}`)} />}
      {segments.length === 0 ? (
        <NothingYet
          title={t("empty.title")}
          body={t("empty.body")}
          sample={[t("empty.sample"), t("table.number", { count: 128 })]}
        />
      ) : (
        <SegmentTable segments={segments} />
      )}
      <section aria-labelledby="consent" className="mt-8 max-w-[40rem]">
        <h2 id="consent" className="mb-2 text-20">
          {t("ask.title")}
        </h2>
        <p className="mb-2 text-ink-2">{t(asking === null ? "ask.off" : "ask.on")}</p>
        <blockquote className="mb-4 border-line-strong border-s-2 ps-3">
          {t("consent", { organization: asking ?? scope.organization.name })}
        </blockquote>
        <ActionButtons
          action={askForConsentAction}
          name="ask"
          buttons={[
            asking === null ? { value: "yes", label: t("ask.start") } : { value: "no", label: t("ask.stop") },
          ]}
        />
      </section>
    </OrganizerPage>
  )
}
