import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { Column, Page } from "@/components/ui/page"
import { SiteFooter } from "../site-footer"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.help"))("title") }
}

export default async function HelpPage() {
  const t = await getTranslations("attendee.help")
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <h1 className="mb-6 text-40">{t("title")}</h1>
        <div className="prose">
          <h2>{t("code.title")}</h2>
          <p>{t("code.body")}</p>
          <h2>{t("ticket.title")}</h2>
          <p>{t.rich("ticket.body", { link: (text) => <a href="/sign-in">{text}</a> })}</p>
          <h2>{t("cancel.title")}</h2>
          <p>{t.rich("cancel.body", { link: (text) => <a href="/me">{text}</a> })}</p>
          <h2>{t("answers.title")}</h2>
          <p>{t.rich("answers.body", { link: (text) => <a href="/me">{text}</a> })}</p>
          <h2>{t("other.title")}</h2>
          <p>{t("other.body")}</p>
        </div>
      </Column>
    </Page>
  )
}
