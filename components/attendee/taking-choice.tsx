import { getTranslations } from "next-intl/server"
import { getDateLocale } from "@/components/attendee/date-locale"
import { ActionButton, type LeadingAction } from "@/components/me/action-button"
import { Choice } from "@/components/ui/choice"
import { Notice } from "@/components/ui/notice"
import { Select } from "@/components/ui/select"
import { weekdayAndDay } from "@/lib/domain/event-time"

type TakingChoiceProps = {
  /** Days to choose from, `2027-05-14`; the chosen one, or null while a place is to be offered. */
  days: string[]
  day: string | null
  /** What the last save came to: no day was chosen. */
  saved: "saved" | "missing" | null
  /** Takes `taking`, yes or no, and `day`. */
  action: LeadingAction
}

/** Whether a place that comes free is offered, or taken at once until a day. */
export async function TakingChoice({ days, day, saved, action }: TakingChoiceProps) {
  const t = await getTranslations("attendee.waitlist")
  const dates = await getDateLocale()
  const isTaken = day !== null || saved === "missing"
  const options = [
    { value: "no", label: t("choice_offer"), hint: t("choice_offer_hint"), isChosen: !isTaken },
    { value: "yes", label: t("choice_take"), hint: t("choice_take_hint"), isChosen: isTaken },
  ]
  const nameOf = (each: string) => weekdayAndDay(new Date(`${each}T12:00:00Z`), "UTC", dates)
  return (
    <section aria-labelledby="taking" className="mb-6 rounded-panel border border-line bg-surface p-5">
      <h2 id="taking" className="mb-3 text-20">
        {t("choice_title")}
      </h2>
      {saved === "saved" && (
        <div className="mb-4">
          <Notice kind="ok" role="status" title={t("saved")} />
        </div>
      )}
      <ActionButton
        action={action}
        kind="second"
        fields={
          <div className="mb-4 grid gap-3">
            {options.map(({ value, label, hint, isChosen }) => (
              <Choice key={value} type="radio" name="taking" value={value} defaultChecked={isChosen}>
                <span>
                  <span className="font-semibold">{label}</span>
                  <span className="block text-15 text-ink-2">{hint}</span>
                </span>
              </Choice>
            ))}
            <Select
              name="day"
              label={t("until")}
              value={day ?? (saved === "missing" ? "" : days.at(-1))}
              error={saved === "missing" ? t("until_required") : undefined}
              options={days.map((each) => ({ value: each, label: nameOf(each) }))}
            />
          </div>
        }
      >
        {t("save")}
      </ActionButton>
    </section>
  )
}
