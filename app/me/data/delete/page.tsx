import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ForgetsTickets } from "@/components/me/forgets-tickets"
import { TwoStep } from "@/components/me/two-step"
import { Page } from "@/components/ui/page"
import { loadOwner } from "@/lib/loaders/account"
import { SiteFooter } from "../../../site-footer"
import { deleteAccountAction } from "../../actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.delete"))("title") }
}

export default async function DeleteAccountPage() {
  await loadOwner()
  const t = await getTranslations("me.delete")
  return (
    <Page footer={<SiteFooter />}>
      <ForgetsTickets>
        <TwoStep
          title={t("title")}
          points={[t("account"), t("tickets"), t("sessions"), t("kept"), t("final")]}
          action={deleteAccountAction}
          confirm={t("confirm")}
          back={{ label: t("back"), href: "/me/data" }}
        />
      </ForgetsTickets>
    </Page>
  )
}
