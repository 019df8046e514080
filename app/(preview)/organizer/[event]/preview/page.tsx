import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { VisitorTimeScript } from "@/components/attendee/visitor-time"
import { PreviewEvent } from "@/components/organizer/preview/preview-event"
import { PreviewProfile } from "@/components/organizer/preview/preview-profile"
import { PreviewRegister } from "@/components/organizer/preview/preview-register"
import { localiseEvent } from "@/lib/domain/event"
import { renderMarkdown } from "@/lib/domain/markdown"
import { loadNonce } from "@/lib/loaders/nonce"
import { loadEventScope } from "@/lib/loaders/organizer"
import { findPictures, loadShownContent } from "@/lib/loaders/page-content"
import { askedForConsent } from "@/lib/registration/consent"
import { runtime } from "@/lib/runtime"
import { checkRegistrationAction } from "./actions"
import { NoPictures } from "./no-pictures"
import { PreviewBanner, previewPages } from "./preview-banner"

type PreviewPageProps = {
  params: Promise<{ event: string }>
  searchParams: Promise<{ page?: string | string[]; checked?: string | string[] }>
}

export async function generateMetadata({ params }: PreviewPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event)
  return { title: `${(await getTranslations("editor.question"))("preview")} · ${event.title}` }
}

/** What attendees see of an event before anybody does: their own pages, outside the organizers' frame. */
export default async function PreviewPage({ params, searchParams }: PreviewPageProps) {
  const scope = await loadEventScope((await params).event)
  const event = localiseEvent(scope.event, await getLocale())
  const { page: wanted, checked } = await searchParams
  const page = previewPages.find((name) => name === wanted) ?? "event"
  const context = await runtime()
  const pictures = await findPictures(event)
  const banner = (
    <PreviewBanner slug={event.slug} current={page} isChecked={checked === "yes"}>
      {page === "event" && pictures.length > 0 && <NoPictures texts={pictures} />}
    </PreviewBanner>
  )
  return (
    <>
      {page === "event" && (
        <>
          <PreviewEvent
            event={event}
            banner={banner}
            html={renderMarkdown(event.description)}
            content={await loadShownContent(event.id)}
            path="?page=register"
          />
          <VisitorTimeScript nonce={await loadNonce()} />
        </>
      )}
      {page === "register" && (
        <PreviewRegister
          event={event}
          banner={banner}
          termsHtml={renderMarkdown(event.terms)}
          submissionId={context.newId()}
          asking={await askedForConsent(context, event.organization.id, null)}
          action={checkRegistrationAction.bind(null, event.slug)}
        />
      )}
      {page === "profile" && <PreviewProfile event={event} banner={banner} />}
    </>
  )
}
