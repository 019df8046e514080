import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { getDateLocale } from "@/components/attendee/date-locale"
import { TwoStep } from "@/components/me/two-step"
import { Page } from "@/components/ui/page"
import { canCancel } from "@/lib/account/cancel"
import { fullRange } from "@/lib/domain/event-time"
import { hasTicket } from "@/lib/domain/registration"
import { seeOther } from "@/lib/loaders/see-other"
import { loadTicket } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../../site-footer"
import { cancelAction } from "../actions"

type CancelPageProps = { params: Promise<{ registration: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.cancel"))("title") }
}

export default async function CancelPage({ params }: CancelPageProps) {
  const { registration, event } = await loadTicket((await params).registration)
  const { clock } = await runtime()
  const path = `/tickets/${registration.id}`
  if (!hasTicket(registration) || !canCancel(registration, event, clock())) seeOther(path)
  const t = await getTranslations("me.cancel")
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <TwoStep
        title={t("title")}
        points={[t("place"), t("ticket"), t("undo")]}
        action={cancelAction.bind(null, registration.id)}
        confirm={t("confirm")}
        back={{ label: t("back"), href: path }}
      >
        <p className="font-semibold">{event.title}</p>
        <p className="mb-6 text-ink-2 first-letter:uppercase">{fullRange(event, await getDateLocale())}</p>
      </TwoStep>
    </Page>
  )
}
