import { getTranslations } from "next-intl/server"
import { type BulkProgress, bulkOutcomes } from "@/lib/domain/bulk"

/** How far a job has come, in finished sentences. */
export type ShownProgress = {
  done: number
  total: number
  isFinished: boolean
  text: string
  outcomes: { label: string; count: number }[]
}

export async function describeProgress({ counts, total, state }: BulkProgress): Promise<ShownProgress> {
  const t = await getTranslations("person.bulk")
  const done = bulkOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0)
  const isFinished = state === "finished"
  return {
    done,
    total,
    isFinished,
    text: isFinished ? t("finished", { count: total }) : t("running", { done, total }),
    outcomes: bulkOutcomes
      .filter((outcome) => counts[outcome] > 0)
      .map((outcome) => ({ label: t(`outcome.${outcome}`), count: counts[outcome] })),
  }
}
