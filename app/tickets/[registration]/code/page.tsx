import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { CheckedIn } from "@/components/attendee/checked-in"
import { StayAwake } from "@/components/attendee/stay-awake"
import { QrCode } from "@/components/ui/qr-code"
import { ticketPhase } from "@/lib/domain/event-phase"
import { hasTicket } from "@/lib/domain/registration"
import { displayTicketCode, ticketUrlText } from "@/lib/domain/ticket-code"
import { seeOther } from "@/lib/loaders/see-other"
import { loadTicket } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"

type CodePageProps = { params: Promise<{ registration: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.code"))("title") }
}

/** The code alone on white, as large as the screen allows: what a scanner at the door wants to see. */
export default async function CodePage({ params }: CodePageProps) {
  const { registration, event } = await loadTicket((await params).registration)
  const path = `/tickets/${registration.id}`
  const { siteUrl, clock } = await runtime()
  const phase = ticketPhase(event, clock())
  if (!hasTicket(registration) || phase === "cancelled" || phase === "over") seeOther(path)
  const t = await getTranslations("me.code")
  const code = displayTicketCode(registration.ticketCode)
  return (
    <main
      id="main"
      className="grid min-h-dvh place-content-center justify-items-center gap-4 bg-white p-6 text-center text-black scheme-light forced-color-adjust-none [&_a]:text-black"
    >
      <h1 className="text-20">{event.title}</h1>
      <QrCode
        text={ticketUrlText(siteUrl, registration.ticketCode)}
        label={t("qr_code", { code })}
        size="screen"
      />
      <p className="mono text-24" dir="ltr">
        {code}
      </p>
      {registration.checkedInAt ? (
        <CheckedIn at={registration.checkedInAt} timeZone={event.timeZone} />
      ) : (
        <p className="text-15">{t("hint")}</p>
      )}
      <p>
        <a href={path} className="inline-block py-1">
          {t("back")}
        </a>
      </p>
      <StayAwake />
    </main>
  )
}
