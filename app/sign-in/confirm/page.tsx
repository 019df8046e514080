import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { ConfirmForm } from "@/components/attendee/confirm-form"
import { Column, Page } from "@/components/ui/page"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { loadPerson } from "@/lib/auth/session"
import { findChallenge } from "@/lib/db/queries/drafts"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../site-footer"
import { confirmSignInAction, resendSignInCodeAction } from "../actions"

export const metadata: Metadata = { title: "Enter the 6-digit code" }

export default async function ConfirmSignInPage() {
  if (await loadPerson()) redirect("/me")
  const challengeId = await readChallengeId()
  const challenge = challengeId ? await findChallenge((await runtime()).db, challengeId) : null
  if (!challenge || challenge.provedAt) redirect("/sign-in")
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <ConfirmForm
          action={confirmSignInAction}
          resendAction={resendSignInCodeAction}
          email={challenge.email}
          changeHref="/sign-in"
        >
          <h1 className="mb-4 text-40">Enter the 6-digit code</h1>
        </ConfirmForm>
      </Column>
    </Page>
  )
}
