import type { Metadata } from "next"
import { getMessages, getTranslations } from "next-intl/server"
import { SignInForm } from "@/components/attendee/sign-in-form"
import { FormHeading } from "@/components/ui/form-heading"
import { Notice } from "@/components/ui/notice"
import { Page, Split } from "@/components/ui/page"
import { Panel } from "@/components/ui/panel"
import { ownPath } from "@/lib/domain/own-path"
import { leaveSignedIn } from "@/lib/loaders/signed-in"
import { isTypedFormKept } from "@/lib/loaders/typed-form"
import { SiteFooter } from "../site-footer"
import { signInAction } from "./actions"

type SignInPageProps = { searchParams: Promise<{ to?: string | string[]; ended?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.sign_in"))("title") }
}

const formId = "sign-in"

/** Asks for an address to mail a code to; `to` is the page that opens afterwards. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { to: wanted, ended } = await searchParams
  const to = ownPath([wanted].flat()[0])
  await leaveSignedIn(to)
  const t = await getTranslations("attendee.sign_in")
  const words = (await getMessages()).attendee.sign_in.form
  return (
    <Page footer={<SiteFooter form={formId} />}>
      <Split panel={<Panel start="Gatehouse" title={t("panel")} />}>
        <SignInForm id={formId} action={signInAction.bind(null, to)} words={words}>
          {to && ended && (
            <div className="mb-6">
              <Notice kind="warn" role="status" title={t("ended_title")}>
                <p>{(await isTypedFormKept(to)) ? t("ended_kept") : t("ended_body")}</p>
              </Notice>
            </div>
          )}
          <FormHeading title={t("title")}>{to && !ended && <p>{t("way_back")}</p>}</FormHeading>
        </SignInForm>
      </Split>
    </Page>
  )
}
