import { getTranslations } from "next-intl/server"

const points = ["account", "told", "opens", "kept", "taken_back", "refused"] as const

/** What a network pass does and what GATE is told, for somebody who never heard of either. */
export async function NetworkExplained() {
  const t = await getTranslations("editor.network.explained")
  return (
    <details className="mb-6" open>
      <summary className="py-2 font-semibold">{t("title")}</summary>
      <p>{t("intro")}</p>
      <ul className="mt-2 grid list-disc gap-1 ps-5">
        {points.map((point) => (
          <li key={point}>{t(`point.${point}`)}</li>
        ))}
      </ul>
    </details>
  )
}
