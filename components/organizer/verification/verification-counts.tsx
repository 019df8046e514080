import { getTranslations } from "next-intl/server"
import type { Question } from "@/lib/domain/question"
import { verificationFacet } from "@/lib/domain/verification"

type Progress = { question: Question; verified: number; all: number }

/** How many of an event's sensitive answers are verified; each leads to those nobody has looked at. */
export async function VerificationCounts({ list, progress }: { list: string; progress: Progress[] }) {
  const t = await getTranslations("verification")
  return progress.map(({ question: { key, label }, verified, all }) => (
    <a key={key} href={`${list}?${verificationFacet(key)}=open`} className="py-1 text-13">
      {t("count", { label, verified, all })}
    </a>
  ))
}
