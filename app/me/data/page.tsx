import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { getDateLocale } from "@/components/attendee/date-locale"
import { HeldTable } from "@/components/me/held-table"
import { Section } from "@/components/me/section"
import { ButtonLink } from "@/components/ui/button-link"
import { Notice } from "@/components/ui/notice"
import { Column, Page } from "@/components/ui/page"
import { fullDate } from "@/lib/domain/event-time"
import { loadRetention } from "@/lib/loaders/account"
import { SiteFooter } from "../../site-footer"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me.data"))("title") }
}

export default async function MyDataPage() {
  const { dates, isErasing } = await loadRetention()
  const t = await getTranslations("me.data")
  const language = await getDateLocale()
  const isErased = dates.length > 0 && dates.every(({ goneAt }) => goneAt !== null)
  return (
    <Page footer={<SiteFooter />}>
      <Column width="wide">
        <h1 className="mb-4 text-40">{t("title")}</h1>
        <p className="mb-8 max-w-[40rem] text-ink-2">{t("lead")}</p>
        {(isErasing || isErased) && (
          <div className="mb-8">
            <Notice kind="ok" role="status" title={t("erased_title")}>
              <p>{isErasing ? t("erasing_body") : t("erased_body")}</p>
            </Notice>
          </div>
        )}
        <HeldTable />
        {dates.length > 0 && (
          <Section id="dates" title={t("dates_title")}>
            <ul className="list-disc ps-5">
              {dates.map(({ id, title, timeZone, goneAt, erasedOn }) => (
                <li key={id} className="mb-2">
                  {goneAt
                    ? t("gone_on", { event: title, date: fullDate(goneAt, timeZone, language) })
                    : t("goes_on", { event: title, date: fullDate(erasedOn, timeZone, language) })}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section id="download" title={t("download_title")}>
          <p className="mb-4 max-w-[40rem]">{t("download_body")}</p>
          <div className="grid gap-3 sm:grid-cols-2">
            <ButtonLink href="/me/data/export.json" kind="second">
              {t("json")}
            </ButtonLink>
            <ButtonLink href="/me/data/export.csv" kind="second">
              {t("csv")}
            </ButtonLink>
          </div>
        </Section>
        <Section id="erase" title={t("erase_title")}>
          <p className="mb-4 max-w-[40rem]">{t("erase_body")}</p>
          <p className="mb-2">
            <a href="/me/data/erase">{t("erase_profile")}</a>
          </p>
          <p>
            <a href="/me/data/delete">{t("delete_account")}</a>
          </p>
        </Section>
      </Column>
    </Page>
  )
}
