import { getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"

/** The person had their answers erased: there is nothing to change any more. */
export async function ErasedNotice() {
  const t = await getTranslations("me.erased")
  return (
    <Notice title={t("title")}>
      <p>{t("body")}</p>
    </Notice>
  )
}
