import { getTranslations } from "next-intl/server"
import { activeFilter } from "@/lib/domain/insights"
import type { Question } from "@/lib/domain/question"
import { verificationFacet } from "@/lib/domain/verification"
import { listHref } from "../insights/insight-format"

type Progress = { question: Question; verified: number; all: number }

/** How many of an event's sensitive answers are verified; each leads to those nobody has looked at. */
export async function VerificationCounts({ slug, progress }: { slug: string; progress: Progress[] }) {
  const t = await getTranslations("verification")
  return progress.map(({ question: { key, label }, verified, all }) => (
    <a
      key={key}
      href={listHref(slug, [...activeFilter, [verificationFacet(key), "open"]])}
      className="py-1 text-13"
    >
      {t("count", { label, verified, all })}
    </a>
  ))
}
