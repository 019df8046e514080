import type { Metadata } from "next"
import { getMessages, getTranslations } from "next-intl/server"
import { NameForm } from "@/components/me/name-form"
import { FormHeading } from "@/components/ui/form-heading"
import { Column, Page } from "@/components/ui/page"
import { byNameField } from "@/lib/domain/person-name"
import { loadOwner } from "@/lib/loaders/account"
import { SiteFooter } from "../../site-footer"
import { correctNameAction } from "./actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.name"))("title") }
}

const formId = "name"

export default async function CorrectNamePage() {
  const person = await loadOwner()
  const t = await getTranslations("me.name")
  const messages = await getMessages()
  return (
    <Page footer={<SiteFooter form={formId} />}>
      <Column>
        <NameForm
          id={formId}
          action={correctNameAction}
          name={byNameField(person)}
          labels={messages.common.field}
          words={messages.me.name.form}
        >
          <FormHeading title={t("title")}>
            <p>{t("lead")}</p>
          </FormHeading>
        </NameForm>
        <p className="mt-6">
          <a href="/me">{t("keep")}</a>
        </p>
      </Column>
    </Page>
  )
}
