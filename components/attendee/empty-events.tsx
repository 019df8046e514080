import { getTranslations } from "next-intl/server"
import { Perforation, Stub } from "@/components/ui/stub"

/** The list before its first event: what will be here, in the outline it will have. */
export async function EmptyEvents() {
  const t = await getTranslations("attendee.events.empty")
  return (
    <Stub className="max-w-[34rem] border-dashed">
      <div className="p-6">
        <h2 className="text-24">{t("title")}</h2>
        <p className="mt-3 text-ink-2">{t("body")}</p>
      </div>
      <Perforation />
      <p className="mono px-6 py-4 text-13 text-ink-3">{t("admission")}</p>
    </Stub>
  )
}
