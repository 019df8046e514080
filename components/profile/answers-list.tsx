export type AnswerRow = {
  key: string
  label: string
  /** Null: not answered, and then `blank` says what that means. */
  text: string | null
  blank: string
  /** Said under the answer, as that it was verified. */
  note: string | null
  /** Where to change it, and what the link says; absent when it cannot be changed any more. */
  change?: { href: string; text: string }
}

/** Questions with their answers, one under the other. */
export function AnswersList({ rows }: { rows: AnswerRow[] }) {
  return (
    <dl className="border-t border-line">
      {rows.map(({ key, label, text, blank, note, change }) => (
        <div key={key} className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 border-b border-line py-4">
          <dt className="col-start-1 text-15 text-ink-2">
            <bdi>{label}</bdi>
          </dt>
          <dd
            className={`col-start-1 whitespace-pre-line wrap-anywhere ${text === null ? "text-ink-3" : "font-semibold"}`}
          >
            <bdi>{text ?? blank}</bdi>
          </dd>
          {note && <dd className="col-start-1 text-15 text-ok">{note}</dd>}
          {change && (
            <dd className="col-start-2 row-span-2 row-start-1 self-center">
              <a href={change.href} className="inline-block py-2">
                {change.text}
                <span className="sr-only"> {label}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
