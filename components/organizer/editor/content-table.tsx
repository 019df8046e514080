import { getTranslations } from "next-intl/server"
import type { FormAction } from "@/lib/actions/state"
import type { ContentList } from "@/lib/domain/page-content"
import { ActionButtons } from "./action-buttons"
import { type Directions, moveButtons } from "./move-buttons"
import "./editor.css"

export type ContentRow = {
  id: string
  label: string
  /** What is worth a look about it. */
  warnings?: string[]
  /** What stands beside it, one for each column after the first. */
  cells: string[]
  directions: Directions
}

type ContentTableProps = {
  list: ContentList
  columns: string[]
  rows: ContentRow[]
  path: string
  /** Takes `move`, `up` or `down`, with `list` and `entry`. */
  move: FormAction
  /** The entry that was just moved, whose button keeps the focus. */
  moved: { id: string; to: string } | null
}

/** A list of the event page in its order; two buttons a row change it. */
export async function ContentTable({ list, columns, rows, path, move, moved }: ContentTableProps) {
  const t = await getTranslations("editor.content")
  const others = columns.slice(1)
  const buttons = await Promise.all(
    rows.map(({ id, label, directions }) =>
      moveButtons(label, directions, moved?.id === id ? moved.to : undefined),
    ),
  )
  return (
    <div className="stacked overflow-x-auto">
      <table className="org-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">{t("order")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id} id={`entry-${row.id}`}>
              <th scope="row">
                <a href={`${path}/${list}/${row.id}`}>
                  <bdi>{row.label}</bdi>
                </a>
                {row.warnings?.map((warning) => (
                  <span key={warning} className="block font-normal text-13 text-warn">
                    {warning}
                  </span>
                ))}
              </th>
              {others.map((column, at) => (
                <td key={column} data-label={row.cells[at] ? column : undefined}>
                  {row.cells[at]}
                </td>
              ))}
              <td data-label={row.directions.length > 0 ? t("order") : undefined}>
                {row.directions.length > 0 && (
                  <ActionButtons
                    // A form that is made anew takes the focus anew, wherever its row has gone.
                    key={moved?.id === row.id ? `moved to ${index}` : row.id}
                    action={move}
                    name="move"
                    hidden={{ list, entry: row.id }}
                    isInline
                    buttons={buttons[index] ?? []}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
