import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionButton } from "@/components/me/action-button"
import { ButtonLink } from "@/components/ui/button-link"
import { Column, Page } from "@/components/ui/page"
import { nothingHere } from "@/lib/loaders/nothing-here"
import { readUnsubscribeToken } from "@/lib/outbox/unsubscribe"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../site-footer"
import { unsubscribeAction } from "../actions"

type UnsubscribePageProps = { searchParams: Promise<{ token?: string | string[]; done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.unsubscribe"))("title") }
}

/** Where a mail's link leads. Opening it changes nothing: mail scanners open every link. */
export default async function UnsubscribePage({ searchParams }: UnsubscribePageProps) {
  const { token = "", done } = await searchParams
  const t = await getTranslations("me.unsubscribe")
  const common = await getTranslations("common.footer")
  const isDone = done !== undefined
  const signed = String(token)
  if (!isDone && readUnsubscribeToken(await runtime(), signed) === null) nothingHere()
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <h1 className="mb-6 text-40">{isDone ? t("done_title") : t("title")}</h1>
        <p className="mb-6">{isDone ? t("done_body") : t("body")}</p>
        {isDone ? (
          <ButtonLink href="/me" kind="second">
            {common("my_tickets")}
          </ButtonLink>
        ) : (
          <ActionButton action={unsubscribeAction.bind(null, signed)}>{t("confirm")}</ActionButton>
        )}
      </Column>
    </Page>
  )
}
