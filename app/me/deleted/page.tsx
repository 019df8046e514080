import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { Column, Page } from "@/components/ui/page"
import { SiteFooter } from "../../site-footer"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.deleted"))("title") }
}

/** Anybody may see this page: it says nothing about anyone. */
export default async function DeletedPage() {
  const t = await getTranslations("me.deleted")
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <h1 className="mb-6 text-40">{t("title")}</h1>
        <p className="mb-6">{t("body")}</p>
        <ButtonLink href="/">{t("events")}</ButtonLink>
      </Column>
    </Page>
  )
}
