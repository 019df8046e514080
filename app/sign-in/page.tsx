import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { SignInForm } from "@/components/attendee/sign-in-form"
import { FormHeading } from "@/components/ui/form-heading"
import { Page, Split } from "@/components/ui/page"
import { Panel } from "@/components/ui/panel"
import { loadPerson } from "@/lib/auth/session"
import { findOwnScope } from "@/lib/loaders/organizer"
import { SiteFooter } from "../site-footer"
import { signInAction } from "./actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.sign_in"))("title") }
}

export default async function SignInPage() {
  if (await loadPerson()) redirect((await findOwnScope()) ? "/organizer" : "/me")
  const t = await getTranslations("attendee.sign_in")
  const words = { label: t("label"), hint: t("hint"), submit: t("submit"), pending: t("pending") }
  return (
    <Page footer={<SiteFooter />}>
      <Split panel={<Panel start="Gatehouse" title={t("panel")} />}>
        <SignInForm action={signInAction} words={words}>
          <FormHeading title={t("title")} />
        </SignInForm>
      </Split>
    </Page>
  )
}
