import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { Column, Page } from "@/components/ui/page"
import { SiteFooter } from "./site-footer"

export default async function NotFoundPage() {
  const t = await getTranslations("attendee.not_found")
  const common = await getTranslations("common")
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <h1 className="mb-4 text-40">{t("title")}</h1>
        <p className="mb-6 text-ink-2">{t("body")}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          <ButtonLink href="/">{common("browser.see_events")}</ButtonLink>
          <ButtonLink href="/sign-in" kind="second">
            {common("footer.sign_in")}
          </ButtonLink>
        </div>
      </Column>
    </Page>
  )
}
