import { getTranslations } from "next-intl/server"

/** How far a download is; `text` says it in the reader's language. */
export type ExportProgress = { written: number; total: number; isFinished: boolean; text: string }

type Download = { written: number; total: number; startedAt: Date | null; finishedAt: Date | null }

export async function describeProgress(download: Download): Promise<ExportProgress> {
  const t = await getTranslations("export.progress")
  const { written, total, startedAt, finishedAt } = download
  const isFinished = finishedAt !== null
  const progress = { written, total, isFinished }
  if (isFinished) return { ...progress, text: t("done", { count: written }) }
  if (startedAt) return { ...progress, text: t("running", { written, total }) }
  return { ...progress, text: written > 0 ? t("failed") : t("waiting") }
}
