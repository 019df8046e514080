import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ConfirmPanel } from "@/components/attendee/confirm-panel"
import { Column, Page } from "@/components/ui/page"
import { findOwnEmailChallenge } from "@/lib/account/change-email"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { loadOwner } from "@/lib/loaders/account"
import { wasRefused } from "@/lib/loaders/refused-form"
import { seeOther } from "@/lib/loaders/see-other"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../../site-footer"
import { confirmEmailAction, resendEmailCodeAction } from "../actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.email"))("title") }
}

export default async function ConfirmEmailPage() {
  const person = await loadOwner()
  const challengeId = (await readChallengeId()) ?? ""
  const challenge = await findOwnEmailChallenge(await runtime(), person.id, challengeId)
  // Proved and yet here: what came after failed, and the same code is taken again.
  if (!challenge || (challenge.provedAt && !(await wasRefused()))) seeOther("/me/email")
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <ConfirmPanel
          action={confirmEmailAction}
          resendAction={resendEmailCodeAction}
          email={challenge.email}
          changeHref="/me/email"
        />
      </Column>
    </Page>
  )
}
