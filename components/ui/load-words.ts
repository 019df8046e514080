import { getTranslations } from "next-intl/server"
import type { Words } from "./words"

/** The words of client components in the reader's language, for the one provider in the root layout. */
export async function loadWords(): Promise<Words> {
  const t = await getTranslations("common")
  return {
    error: t("error"),
    problem: t("problem"),
    chooseOne: t("choose_one"),
    day: t("day"),
    month: t("month"),
    year: t("year"),
    unsent: {
      updated: { title: t("unsent.updated.title"), body: t("unsent.updated.body") },
      signed_out: { title: t("unsent.signed_out.title"), body: t("unsent.signed_out.body") },
      unreachable: { title: t("unsent.unreachable.title"), body: t("unsent.unreachable.body") },
    },
    broken: {
      title: t("broken.title"),
      body: t("broken.body"),
      reference: t("broken.reference"),
      again: t("try_again"),
      goOn: t("see_events"),
    },
  }
}
