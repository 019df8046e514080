import { getLocale, getTranslations } from "next-intl/server"
import { coverActName, coverActs } from "@/lib/domain/cover"
import { dayAndTime } from "@/lib/domain/event-time"

type CoverHistoryProps = {
  /** The latest first; `by` null: an account that was deleted. */
  acts: { name: string; at: Date; by: string | null }[]
  timeZone: string
}

/** Who did what with the cover, and when. */
export async function CoverHistory({ acts, timeZone }: CoverHistoryProps) {
  const t = await getTranslations("editor.cover")
  const person = await getTranslations("person")
  const language = await getLocale()
  const lines = acts.flatMap(({ name, at, by }) => {
    const act = coverActs.find((known) => coverActName(known) === name)
    return act
      ? [{ at, text: person("history_by", { text: t(`history.${act}`), by: by ?? person("former") }) }]
      : []
  })
  return (
    <section className="mt-10 border-line border-t pt-4">
      <h2 className="text-20">{t("history.title")}</h2>
      <ul className="mt-2 grid gap-2">
        {lines.map(({ at, text }) => (
          <li key={`${at.toISOString()} ${text}`}>
            <span className="wrap-anywhere block">{text}</span>
            <span className="text-13 text-ink-2">{dayAndTime(at, timeZone, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
