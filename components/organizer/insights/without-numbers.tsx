import { getTranslations } from "next-intl/server"
import { buttonLook } from "@/components/ui/button-look"

/** Seconds until the page asks again by itself; without JavaScript too. */
const againAfter = 3

/** A million attendees are counted for the first time. */
export async function CountingNotice() {
  const t = await getTranslations("insights.counting")
  return (
    <section className="rounded-panel border border-line bg-surface p-4">
      <meta httpEquiv="refresh" content={String(againAfter)} />
      <h2 className="text-16 font-semibold">{t("title")}</h2>
      <p className="mt-1 text-ink-2">{t("body")}</p>
    </section>
  )
}

/** What will stand here, with bars in outline, and the one next step. */
export async function NobodyNotice({ slug }: { slug: string }) {
  const t = await getTranslations("insights.empty")
  return (
    <section className="max-w-[34rem] rounded-panel border border-line bg-surface p-4">
      <h2 className="text-16 font-semibold">{t("title")}</h2>
      <p className="mt-1 text-ink-2">{t("body")}</p>
      <svg aria-hidden="true" viewBox="0 0 240 60" className="mt-4 h-16 w-full fill-none stroke-line-strong">
        {[12, 20, 16, 34, 28, 44, 52, 40].map((height, index) => (
          <rect
            key={height}
            x={index * 30 + 4}
            y={58 - height}
            width="22"
            height={height}
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <a href={`/e/${slug}`} className={`${buttonLook.first} mt-4`}>
        {t("link")}
      </a>
    </section>
  )
}
