import type { ReactNode } from "react"

/** A row of the table under a chart: what it is about, where that leads, and its numbers as they are written. */
type TableRow = { key: string; label: string; href: string | null; values: string[] }

type ChartPanelProps = {
  id: string
  title: string
  /** One line under the title. */
  note?: ReactNode
  /** Behind "Show as a table". */
  table?: { summary: string; caption: string; columns: string[]; rows: TableRow[] }
  isWide?: boolean
  children: ReactNode
}

/** A chart with its title, and the same numbers as a table for whoever cannot or would rather not read the chart. */
export function ChartPanel({ id, title, note, table, isWide = false, children }: ChartPanelProps) {
  return (
    <section
      aria-labelledby={id}
      className={`min-w-0 rounded-panel border border-line bg-surface p-4 ${isWide ? "xl:col-span-2" : ""}`}
    >
      <h2 id={id} className="text-16 font-semibold">
        <bdi>{title}</bdi>
      </h2>
      {note && <p className="mt-1 text-13 text-ink-3">{note}</p>}
      <div className="mt-3">{children}</div>
      {table && table.rows.length > 0 && (
        <details className="mt-3 text-13">
          <summary className="w-fit cursor-pointer rounded-chip py-1 text-ink-2">{table.summary}</summary>
          <div className="mt-2 overflow-x-auto">
            <Table {...table} />
          </div>
        </details>
      )}
    </section>
  )
}

function Table({ caption, columns, rows }: { caption: string; columns: string[]; rows: TableRow[] }) {
  return (
    <table className="w-full border-collapse tabular-nums">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line text-ink-3">
          {columns.map((column, index) => (
            <th
              key={column}
              scope="col"
              className={`py-1.5 font-normal ${index === 0 ? "text-start" : "text-end"}`}
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, href, values }) => (
          <tr key={key} className="border-b border-line last:border-0">
            <th scope="row" className="py-1.5 pe-3 text-start font-normal">
              {href ? (
                <a href={href} className="text-link underline underline-offset-2">
                  {label}
                </a>
              ) : (
                label
              )}
            </th>
            {values.map((value, index) => (
              <td key={columns[index + 1]} className="py-1.5 ps-3 text-end">
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
