"use client"

import { useTranslations } from "next-intl"
import { noticeLook } from "@/components/ui/notice"
import { useListState } from "./list-state"

/** What of the address means nothing here; everything else of it counts. */
export function ListProblems() {
  const t = useTranslations("list.problem")
  const { problems, unknown, hasBadCursor } = useListState()
  const sentences = [
    ...problems.map(({ kind, parameter, value }) => t(`${kind}`, { parameter, value })),
    ...unknown.map((value) => t("unknown_column", { value })),
    ...(hasBadCursor ? [t("bad_cursor")] : []),
  ]
  if (sentences.length === 0) return null
  return (
    <div role="status" className={`${noticeLook.warn} mx-4 mb-3 lg:mx-5`}>
      <h2>{t("title")}</h2>
      <ul className="mt-1 list-disc ps-4.5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
