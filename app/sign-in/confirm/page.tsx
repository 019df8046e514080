import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { ConfirmForm } from "@/components/attendee/confirm-form"
import { FormHeading } from "@/components/ui/form-heading"
import { Page, Split } from "@/components/ui/page"
import { Panel } from "@/components/ui/panel"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { loadPerson } from "@/lib/auth/session"
import { findChallenge } from "@/lib/db/queries/drafts"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../site-footer"
import { confirmSignInAction, resendSignInCodeAction } from "../actions"

export const metadata: Metadata = { title: "Check your email" }

export default async function ConfirmSignInPage() {
  if (await loadPerson()) redirect("/me")
  const challengeId = await readChallengeId()
  const challenge = challengeId ? await findChallenge((await runtime()).db, challengeId) : null
  if (!challenge || challenge.provedAt) redirect("/sign-in")
  return (
    <Page footer={<SiteFooter />}>
      <Split panel={<Panel start="Gatehouse" title="Your tickets, one code away" />}>
        <ConfirmForm
          action={confirmSignInAction}
          resendAction={resendSignInCodeAction}
          email={challenge.email}
          changeHref="/sign-in"
        >
          <FormHeading title="Check your email" />
        </ConfirmForm>
      </Split>
    </Page>
  )
}
