import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { Meter } from "@/components/ui/meter"
import { noticeLook } from "@/components/ui/notice"

type QuestionsCardProps = { href: string; open: number; answered: number; total: number }

/** A question takes about this long. */
const secondsEach = 10

/** What is still to be answered, on a ticket. */
export async function QuestionsCard({ href, open, answered, total }: QuestionsCardProps) {
  const t = await getTranslations("profile")
  const progress = t("progress", { answered, total })
  return (
    <section className={`mt-6 print:hidden ${noticeLook.info}`} aria-labelledby="questions">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="questions" className="text-20">
          {t("card.title", { count: open })}
        </h2>
        <p className="mono text-13 text-ink-2">{progress}</p>
      </div>
      <Meter value={answered} max={total} label={progress} />
      <p className="mt-3 mb-4 text-15 text-ink-2">{t("card.duration", { seconds: open * secondsEach })}</p>
      <ButtonLink href={href}>{t("card.go")}</ButtonLink>
    </section>
  )
}
