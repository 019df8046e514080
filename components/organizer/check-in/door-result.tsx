import { useTranslations } from "next-intl"
import type { DoorResult } from "./door-state"

type DoorResultProps = { result: DoorResult; submit: (form: FormData) => void }

/** Colour, word and shape: read at arm's length, and without seeing colours. */
const looks: Record<DoorResult["kind"], { shape: string; tone: string }> = {
  checked_in: { shape: "✓", tone: "border-ok bg-ok-t text-ok" },
  already: { shape: "!", tone: "border-warn bg-warn-t text-warn" },
  cancelled: { shape: "×", tone: "border-bad bg-bad-t text-bad" },
  removed: { shape: "×", tone: "border-bad bg-bad-t text-bad" },
  waiting: { shape: "×", tone: "border-bad bg-bad-t text-bad" },
  event_cancelled: { shape: "×", tone: "border-bad bg-bad-t text-bad" },
  other_event: { shape: "≠", tone: "border-bad bg-bad-t text-bad" },
  unknown_code: { shape: "?", tone: "border-bad bg-bad-t text-bad" },
  done: { shape: "✓", tone: "border-ok bg-ok-t text-ok" },
  failed: { shape: "!", tone: "border-warn bg-warn-t text-warn" },
  empty: { shape: "…", tone: "border-line-strong bg-sunken text-ink-2" },
}

/** What the last scan came to. */
export function DoorResultPanel({ result, submit }: DoorResultProps) {
  const t = useTranslations("person.door")
  const { shape, tone } = looks[result.kind]
  const { attendee, answers, network } = result
  return (
    <div
      className={`mb-5 flex min-h-40 items-center gap-5 rounded-[1rem] border-2 p-5 ${tone}`}
      data-result={result.kind}
    >
      <span aria-hidden="true" className="font-semibold text-[3.5rem] leading-none">
        {shape}
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-30 leading-tight">{result.title}</p>
        <p className="wrap-anywhere text-20 text-ink">{result.body}</p>
        {answers && answers.length > 0 && (
          <dl className="mt-2 grid gap-x-6 gap-y-1 text-ink sm:flex sm:flex-wrap">
            {answers.map(({ label, text }) => (
              <div key={label}>
                <dt className="text-13 text-ink-2">
                  <bdi>{label}</bdi>
                </dt>
                <dd className="wrap-anywhere font-semibold text-30 leading-tight">
                  <bdi>{text}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {network && (
          <p className={`mt-1 wrap-anywhere text-16 ${network.isBad ? "text-bad" : "text-ink"}`}>
            {network.text}
          </p>
        )}
        {attendee && (
          <div className="mt-2 flex flex-wrap items-center gap-x-5 text-ink">
            {attendee.path && <a href={attendee.path}>{t("open")}</a>}
            {(result.kind === "checked_in" || result.kind === "already") && (
              <form action={submit}>
                <input type="hidden" name="undo" value={attendee.id} />
                <button type="submit" className="cursor-pointer py-1 text-link underline underline-offset-4">
                  {t("undo")}
                </button>
              </form>
            )}
            {network?.acts.map(({ act, label }) => (
              <form key={act} action={submit}>
                <input type="hidden" name="pass" value={attendee.id} />
                <input type="hidden" name="pass_act" value={act} />
                <button type="submit" className="cursor-pointer py-1 text-link underline underline-offset-4">
                  {label}
                </button>
              </form>
            ))}
          </div>
        )}
      </div>
    </div>
  )
}
