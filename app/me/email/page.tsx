import type { Metadata } from "next"
import { getMessages, getTranslations } from "next-intl/server"
import { SignInForm } from "@/components/attendee/sign-in-form"
import { FormHeading } from "@/components/ui/form-heading"
import { Column, Page } from "@/components/ui/page"
import { loadOwner } from "@/lib/loaders/account"
import { SiteFooter } from "../../site-footer"
import { changeEmailAction } from "./actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.email"))("title") }
}

export default async function ChangeEmailPage() {
  const person = await loadOwner()
  const t = await getTranslations("me.email")
  const words = (await getMessages()).me.email.form
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <SignInForm action={changeEmailAction} words={words}>
          <FormHeading title={t("title")}>
            <p>
              {t.rich("current", {
                email: () => <bdi className="wrap-anywhere text-ink">{person.email}</bdi>,
              })}
            </p>
          </FormHeading>
        </SignInForm>
        <p className="mt-6">
          <a href="/me">{t("keep")}</a>
        </p>
      </Column>
    </Page>
  )
}
