"use client"

import type { Header } from "@tanstack/react-table"
import { FlexRender } from "@tanstack/react-table"
import { useTranslations } from "next-intl"
import type { MouseEvent } from "react"
import type { AttendeeQuery, AttendeeRow } from "@/lib/domain/attendee-query"
import type { GridFeatures } from "./grid-columns"
import { listSearch, nextSort } from "./list-address"
import { scripted } from "./list-look"
import { useListSetting } from "./list-setting"
import { ResizeHandle } from "./resize-handle"

const arrows = { asc: "↑", desc: "↓" }
const ariaSort = { asc: "ascending", desc: "descending" } as const

/** A click that should open a new tab or window is left to the browser. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

type GridHeaderProps = {
  headers: Header<GridFeatures, AttendeeRow>[]
  query: AttendeeQuery
  cols: string | null
  /** All, some or none of the rows that are there. */
  checked: "all" | "some" | "none"
  onCheckAll: () => void
  onSort: (key: string) => void
  onResize: (key: string, width: number, isDone: boolean) => void
}

export function GridHeader({ headers, query, cols, checked, onCheckAll, onSort, onResize }: GridHeaderProps) {
  const t = useTranslations("list.grid")
  return (
    <tr aria-rowindex={1}>
      <td>
        <input
          type="checkbox"
          className={scripted}
          aria-label={t("select_all")}
          checked={checked === "all"}
          ref={(box) => {
            if (box) box.indeterminate = checked === "some"
          }}
          onChange={onCheckAll}
        />
      </td>
      {headers.map((header) => (
        <HeaderCell
          key={header.id}
          header={header}
          href={listSearch(nextSort(query, header.column.id), { cols })}
          onSort={onSort}
          onResize={onResize}
        />
      ))}
    </tr>
  )
}

type HeaderCellProps = Pick<GridHeaderProps, "onSort" | "onResize"> & {
  header: Header<GridFeatures, AttendeeRow>
  href: string
}

function HeaderCell({ header, href, onSort, onResize }: HeaderCellProps) {
  const { path } = useListSetting()
  const { column } = header
  const sorted = column.getIsSorted()
  return (
    <th
      scope="col"
      aria-sort={column.getCanSort() ? (sorted ? ariaSort[sorted] : "none") : undefined}
      data-column={column.id}
    >
      {column.getCanSort() ? (
        <a
          href={path + href}
          className={`inline-flex gap-1 py-2 no-underline hover:text-ink ${sorted ? "text-ink" : "text-inherit"}`}
          onClick={(event) => {
            if (!isPlainClick(event)) return
            event.preventDefault()
            onSort(column.id)
          }}
        >
          <span className="truncate">
            <FlexRender header={header} />
          </span>
          {sorted && <span aria-hidden="true">{arrows[sorted]}</span>}
        </a>
      ) : (
        <span className="truncate">
          <FlexRender header={header} />
        </span>
      )}
      <ResizeHandle onResize={(width, isDone) => onResize(column.id, width, isDone)} />
    </th>
  )
}
