import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"

/** The same for a stranger, for an event of another organization and for a page there never was. */
export default async function OrganizerNotFoundPage() {
  const t = await getTranslations("organizer.not_found")
  return (
    <main id="main" className="mx-auto w-full max-w-[34rem] px-5 py-12">
      <h1 className="mb-4 text-26">{t("title")}</h1>
      <p className="mb-6 text-ink-2">{t("body")}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href="/organizer">{t("events")}</ButtonLink>
        <ButtonLink href="/sign-in" kind="second">
          {t("sign_in")}
        </ButtonLink>
      </div>
    </main>
  )
}
