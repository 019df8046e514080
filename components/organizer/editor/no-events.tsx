import { getTranslations } from "next-intl/server"

/** The list before its first event: what will be here, in the outline of a line. */
export async function NoEvents() {
  const t = await getTranslations("editor.list")
  return (
    <div className="max-w-[40rem]">
      <h2 className="text-20">{t("empty.title")}</h2>
      <p className="mt-1 text-ink-2">{t("empty.body")}</p>
      <div
        aria-hidden="true"
        className="mono mt-4 flex flex-wrap gap-x-8 rounded-control border border-line-strong border-dashed px-4 py-3 text-ink-3"
      >
        <span>{t("empty.sample")}</span>
        <span>{t("empty.sample_when")}</span>
        <span>{t("empty.sample_taken")}</span>
      </div>
    </div>
  )
}
