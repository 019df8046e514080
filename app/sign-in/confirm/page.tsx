import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ConfirmPanel } from "@/components/attendee/confirm-panel"
import { Page, Split } from "@/components/ui/page"
import { Panel } from "@/components/ui/panel"
import { ownPath, signInPath } from "@/lib/domain/own-path"
import { findOwnChallenge } from "@/lib/loaders/challenge"
import { wasRefused } from "@/lib/loaders/refused-form"
import { seeOther } from "@/lib/loaders/see-other"
import { leaveSignedIn } from "@/lib/loaders/signed-in"
import { resendCodeAction } from "../../resend-code-action"
import { SiteFooter } from "../../site-footer"
import { confirmSignInAction } from "../actions"

type ConfirmSignInPageProps = { searchParams: Promise<{ to?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.confirm"))("title") }
}

export default async function ConfirmSignInPage({ searchParams }: ConfirmSignInPageProps) {
  const to = ownPath([(await searchParams).to].flat()[0])
  await leaveSignedIn(to)
  const challenge = await findOwnChallenge()
  // Proved and yet nobody is signed in: what came after failed, and the same code is taken again.
  if (!challenge || (challenge.provedAt && !(await wasRefused()))) seeOther(signInPath(to))
  const t = await getTranslations("attendee.sign_in")
  return (
    <Page footer={<SiteFooter />}>
      <Split panel={<Panel start="Gatehouse" title={t("panel")} />}>
        <ConfirmPanel
          action={confirmSignInAction.bind(null, to)}
          resendAction={resendCodeAction}
          email={challenge.email}
          changeHref={signInPath(to)}
        />
      </Split>
    </Page>
  )
}
