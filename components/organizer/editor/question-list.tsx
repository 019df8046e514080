import { getTranslations } from "next-intl/server"
import type { FormAction } from "@/lib/actions/state"
import { ActionButtons } from "./action-buttons"
import { type Directions, moveButtons } from "./move-buttons"
import "./editor.css"

export type QuestionRow = {
  id: string
  label: string
  type: string
  field: string
  stage: string
  /** What else there is to say: that it must be answered, and its condition. */
  notes: string[]
}

type QuestionListProps = {
  rows: QuestionRow[]
  path: string
  /** Takes `move`, `up` or `down`, and `question`; absent for those who may only look. */
  move?: FormAction
  /** The question that was just moved, whose button keeps the focus. */
  moved?: { id: string; to: string }
}

/** The questions in the order they are asked; two buttons a row change it. */
export async function QuestionList({ rows, path, move, moved }: QuestionListProps) {
  const t = await getTranslations("editor.question")
  // A form that is made anew takes the focus anew, wherever its row has gone.
  const places = new Map(rows.map(({ id }, index) => [id, index]))
  const buttons = await Promise.all(
    rows.map(({ id, label }, index) => {
      const directions: Directions = [
        ...(index === 0 ? [] : (["up"] as const)),
        ...(index === rows.length - 1 ? [] : (["down"] as const)),
      ]
      return moveButtons(label, directions, moved?.id === id ? moved.to : undefined)
    }),
  )
  return (
    <div className="stacked overflow-x-auto">
      <table className="org-table">
        <thead>
          <tr>
            <th scope="col">{t("asked")}</th>
            <th scope="col">{t("kind")}</th>
            <th scope="col">{t("field_of")}</th>
            <th scope="col">{t("when")}</th>
            {move && <th scope="col">{t("order")}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id} id={`question-${row.id}`}>
              <th scope="row">
                <bdi>{move ? <a href={`${path}/${row.id}`}>{row.label}</a> : row.label}</bdi>
                {row.notes.map((note) => (
                  <span key={note} className="block font-normal text-13 text-ink-2">
                    {note}
                  </span>
                ))}
              </th>
              <td data-label={t("kind")}>{row.type}</td>
              <td data-label={t("field_of")}>
                <span className="mono whitespace-nowrap">{row.field}</span>
              </td>
              <td data-label={t("when")}>{row.stage}</td>
              {move && (
                <td data-label={t("order")}>
                  <ActionButtons
                    key={moved?.id === row.id ? `moved to ${places.get(row.id)}` : row.id}
                    action={move}
                    name="move"
                    hidden={{ question: row.id }}
                    isInline
                    buttons={buttons[index] ?? []}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
