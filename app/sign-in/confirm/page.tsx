import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { ConfirmPanel } from "@/components/attendee/confirm-panel"
import { Page, Split } from "@/components/ui/page"
import { Panel } from "@/components/ui/panel"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { loadPerson } from "@/lib/auth/session"
import { findChallenge } from "@/lib/db/queries/drafts"
import { findOwnScope } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"
import { resendCodeAction } from "../../resend-code-action"
import { SiteFooter } from "../../site-footer"
import { confirmSignInAction } from "../actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.confirm"))("title") }
}

export default async function ConfirmSignInPage() {
  if (await loadPerson()) redirect((await findOwnScope()) ? "/organizer" : "/me")
  const challengeId = await readChallengeId()
  const challenge = challengeId ? await findChallenge((await runtime()).db, challengeId) : null
  if (!challenge || challenge.provedAt) redirect("/sign-in")
  const t = await getTranslations("attendee.sign_in")
  return (
    <Page footer={<SiteFooter />}>
      <Split panel={<Panel start="Gatehouse" title={t("panel")} />}>
        <ConfirmPanel
          action={confirmSignInAction}
          resendAction={resendCodeAction}
          email={challenge.email}
          changeHref="/sign-in"
        />
      </Split>
    </Page>
  )
}
