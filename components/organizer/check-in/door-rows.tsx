import { SubmitButton } from "@/components/ui/submit-button"
import type { DoorRow, DoorWords } from "./door-state"

type DoorRowsProps = { rows: DoorRow[]; submit: (form: FormData) => void; words: DoorWords }

/** People at the door, a row of 56 px each: a thumb has to find it. */
export function DoorRows({ rows, submit, words }: DoorRowsProps) {
  return (
    <ul>
      {rows.map(({ id, name, detail, delivery, path, canCheckIn, canUndo }) => (
        <li key={id} className="flex min-h-14 flex-wrap items-center gap-x-4 border-line border-b py-2">
          <div className="min-w-0 flex-1">
            <a href={path} className="wrap-anywhere font-semibold text-16">
              {name}
            </a>
            <p className="wrap-anywhere text-ink-2">
              <bdi>{detail}</bdi>
              {delivery && <span className="ms-2 text-warn">{delivery}</span>}
            </p>
          </div>
          {(canCheckIn || canUndo) && (
            <form action={submit}>
              <input type="hidden" name={canCheckIn ? "attendee" : "undo"} value={id} />
              <SubmitButton kind={canCheckIn ? "first" : "second"} pendingText={words.pending}>
                {canCheckIn ? words.checkIn : words.undo}
                <span className="sr-only"> {name}</span>
              </SubmitButton>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}
