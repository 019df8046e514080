import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { TwoStep } from "@/components/me/two-step"
import { Page } from "@/components/ui/page"
import { loadOwner } from "@/lib/loaders/account"
import { SiteFooter } from "../../../site-footer"
import { eraseProfileAction } from "../../actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.erase"))("title") }
}

export default async function EraseProfilePage() {
  await loadOwner()
  const t = await getTranslations("me.erase")
  return (
    <Page footer={<SiteFooter />}>
      <TwoStep
        title={t("title")}
        points={[t("answers"), t("gate"), t("tickets"), t("wifi"), t("again"), t("final")]}
        action={eraseProfileAction}
        confirm={t("confirm")}
        back={{ label: t("back"), href: "/me/data" }}
      />
    </Page>
  )
}
