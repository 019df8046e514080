import type { Metadata } from "next"
import { getMessages, getTranslations } from "next-intl/server"
import { ConfirmForm } from "@/components/attendee/confirm-form"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { SendCodeForm } from "@/components/organizer/send-code-form"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { findChallenge } from "@/lib/db/queries/drafts"
import { organizerPath } from "@/lib/domain/own-path"
import { loadOrganizer } from "@/lib/loaders/organizer"
import { wasRefused } from "@/lib/loaders/refused-form"
import { revealMs } from "@/lib/organizers/reveal"
import { runtime } from "@/lib/runtime"
import { proveRevealAction, requestRevealAction, resendRevealAction } from "./actions"

type RevealPageProps = { searchParams: Promise<{ back?: string | string[]; sent?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("organizer.reveal"))("title") }
}

/** Whether the code that was just asked for in this browser went to the organizer and is still open. */
async function isCodeOpen(email: string): Promise<boolean> {
  const { db, clock } = await runtime()
  const challengeId = await readChallengeId()
  const challenge = challengeId ? await findChallenge(db, challengeId) : null
  return challenge?.email === email && !challenge.provedAt && challenge.expiresAt > clock()
}

/** Asks for a fresh code before sensitive answers are shown; `back` is where they are. */
export default async function RevealPage({ searchParams }: RevealPageProps) {
  const scope = await loadOrganizer("see_sensitive")
  const { back: wanted, sent } = await searchParams
  const back = organizerPath([wanted].flat()[0])
  const t = await getTranslations("organizer.reveal")
  const messages = await getMessages()
  const { email } = scope
  // A code that was refused for good is no longer open, and its form says why.
  const isAsking = sent === "1" && ((await isCodeOpen(email)) || (await wasRefused()))
  return (
    <OrganizerPage
      scope={scope}
      title={t("title")}
      messages={{ organizer: { reveal: { ask: messages.organizer.reveal.ask } } }}
    >
      <div className="max-w-[26rem]">
        <p className="mb-4 wrap-anywhere text-ink-2">
          {isAsking ? t("sent", { email }) : t("body", { email, minutes: revealMs / 60_000 })}
        </p>
        {isAsking ? (
          <ConfirmForm
            action={proveRevealAction.bind(null, back)}
            resendAction={resendRevealAction}
            words={messages.organizer.reveal.form}
          >
            {null}
          </ConfirmForm>
        ) : (
          <SendCodeForm action={requestRevealAction.bind(null, back)} />
        )}
        <p className="mt-6">
          <a href={back}>{t("back")}</a>
        </p>
      </div>
    </OrganizerPage>
  )
}
