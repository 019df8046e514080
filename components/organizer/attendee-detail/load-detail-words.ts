import { getTranslations } from "next-intl/server"
import type { AttendeeDetailWords } from "./detail-words"

/** For the page around the drawer: `<AttendeeDetail words={await loadDetailWords()} />`. */
export async function loadDetailWords(): Promise<AttendeeDetailWords> {
  const t = await getTranslations("person.drawer")
  return {
    loading: t("loading"),
    failed: t("failed"),
    retry: t("retry"),
    gone: t("gone"),
    close: t("close"),
  }
}
