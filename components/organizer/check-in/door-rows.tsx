import { useTranslations } from "next-intl"
import { SubmitButton } from "@/components/ui/submit-button"
import type { DoorRow } from "./door-state"

type DoorRowsProps = { rows: DoorRow[]; submit: (form: FormData) => void }

/** People at the door, a row of 56 px each: a thumb has to find it. */
export function DoorRows({ rows, submit }: DoorRowsProps) {
  const t = useTranslations("person.door")
  return (
    <ul>
      {rows.map(({ id, name, detail, delivery, path, canCheckIn, canUndo }) => (
        <li key={id} className="flex min-h-14 flex-wrap items-center gap-x-4 border-line border-b py-2">
          <div className="min-w-0 flex-1">
            {path ? (
              <a href={path} className="wrap-anywhere font-semibold text-16">
                {name}
              </a>
            ) : (
              <span className="wrap-anywhere font-semibold text-16">{name}</span>
            )}
            <p className="wrap-anywhere text-ink-2">
              <bdi>{detail}</bdi>
              {delivery && <span className="ms-2 text-warn">{delivery}</span>}
            </p>
          </div>
          {(canCheckIn || canUndo) && (
            <form action={submit}>
              <input type="hidden" name={canCheckIn ? "attendee" : "undo"} value={id} />
              <SubmitButton kind={canCheckIn ? "first" : "second"} pendingText={t("pending")}>
                {canCheckIn ? t("submit") : t("undo")}
                <span className="sr-only"> {name}</span>
              </SubmitButton>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}
