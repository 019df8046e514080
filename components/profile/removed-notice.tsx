import { getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"

/** The organizer deleted the record: what that means, and whom to ask. */
export async function RemovedNotice({ host }: { host: string }) {
  const t = await getTranslations("profile.removed")
  return (
    <Notice kind="warn" title={t("title")}>
      <p>{t("body", { host })}</p>
    </Notice>
  )
}
