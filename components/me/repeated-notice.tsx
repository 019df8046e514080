import { getTranslations } from "next-intl/server"
import { answerText, spelledText } from "@/components/profile/answer-text"
import { Notice } from "@/components/ui/notice"
import { type RepeatedRegistration, shownNameField } from "@/lib/domain/repeated-registration"
import { ActionButton, type LeadingAction } from "./action-button"

type RepeatedNoticeProps = {
  repeated: RepeatedRegistration
  /** The name on the ticket. */
  name: string
  /** Where answers are changed; null when the event asks nothing. */
  answersHref: string | null
  /** Saves what was entered now; the form has each answer's fingerprint under the key of its question, and the name. */
  takeOver: LeadingAction
  /** Forgets it. */
  keep: LeadingAction
}

/** Tells somebody who registered again that they have a ticket, and what they entered otherwise this time. */
export async function RepeatedNotice({ repeated, name, answersHref, takeOver, keep }: RepeatedNoticeProps) {
  const { entered, differing, otherName, nameStays, isOpen } = repeated
  const t = await getTranslations("attendee.repeated")
  const answers = await Promise.all(
    differing.map(async ({ question, before, seen }) => ({
      seen: { name: question.key, value: seen },
      label: question.label,
      now: await spelledText(question, entered),
      before: before === null ? t("nothing") : await answerText(question, before),
    })),
  )
  const nameRow = otherName && {
    seen: { name: shownNameField, value: otherName },
    label: t("name"),
    now: otherName,
    before: name,
  }
  const rows = nameRow ? [nameRow, ...answers] : answers
  const takeable = nameStays ? answers : rows
  const canTakeOver = isOpen && takeable.length > 0
  return (
    <Notice title={t("title")} role="status">
      <p>{rows.length > 0 ? t("differs") : t("same")}</p>
      {rows.length > 0 && (
        <dl className="mt-3 grid gap-2">
          {rows.map(({ label, now, before }) => (
            <div key={label}>
              <dt className="text-ink-3">{label}</dt>
              <dd className="wrap-anywhere text-ink">{now}</dd>
              <dd className="wrap-anywhere">{t("before", { answer: before })}</dd>
            </div>
          ))}
        </dl>
      )}
      {!isOpen && rows.length > 0 && <p className="mt-3">{t("closed")}</p>}
      {isOpen && nameStays && <p className="mt-3">{t(`name_stays.${nameStays}`)}</p>}
      <div className="mt-4 grid gap-3">
        {canTakeOver && (
          <ActionButton action={takeOver} hidden={takeable.map(({ seen }) => seen)}>
            {t("take_over")}
          </ActionButton>
        )}
        <ActionButton action={keep} kind="wideSecond">
          {canTakeOver ? t("keep") : t("ok")}
        </ActionButton>
        {answersHref && <a href={answersHref}>{t("answers")}</a>}
      </div>
    </Notice>
  )
}
