import { getFormatter, getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"

/** Says that the pictures in these texts of the event are not shown. */
export async function NoPictures({ texts }: { texts: ("description" | "terms" | "faq" | "directions")[] }) {
  const t = await getTranslations("editor")
  const names = {
    description: t("event.label.description"),
    terms: t("event.label.terms"),
    faq: t("content.list.faq.title"),
    directions: t("content.label.directions"),
  }
  const places = (await getFormatter()).list(texts.map((text) => names[text]))
  return (
    <div className="mt-3">
      <Notice kind="warn" title={t("content.pictures", { places })} />
    </div>
  )
}
