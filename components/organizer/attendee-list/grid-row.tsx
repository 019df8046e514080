"use client"

import type { Row } from "@tanstack/react-table"
import { FlexRender } from "@tanstack/react-table"
import { useTranslations } from "next-intl"
import { memo } from "react"
import type { AttendeeRow } from "@/lib/domain/attendee-query"
import type { GridFeatures } from "./grid-columns"
import { toolIds } from "./tool-ids"

/** Columns that attendee-grid.css speaks of: each byte of a cell is there for every row. */
const styled = new Set(["name", "email", "status", "registered", "checked_in"])

/** A box follows what is selected, which the grid's clicks and keys change. */
const leaveToGrid = () => {}

type GridRowProps = {
  row: Row<GridFeatures, AttendeeRow>
  index: number
  /** Pixels from the first row. */
  start: number
  /** Changes with the columns that are shown, not with their widths. */
  layout: string
  isActive: boolean
  isSelected: boolean
  isOpen: boolean
  /** Without JavaScript rows follow each other, every name is a link of its own and every box is part of a form. */
  isHydrated: boolean
}

/**
 * One attendee. What happens on it is handled by the grid around it, so that it renders again only when it shows
 * something else.
 */
export const GridRow = memo(
  function GridRow({ row, index, start, isActive, isSelected, isOpen, isHydrated }: GridRowProps) {
    const t = useTranslations("list.grid")
    const { id, name, email } = row.original
    return (
      <tr
        data-open={isOpen || undefined}
        {...(isHydrated && {
          "aria-rowindex": index + 2,
          "aria-selected": isSelected,
          tabIndex: isActive ? 0 : -1,
          style: { transform: `translateY(${start}px)` },
        })}
      >
        <td>
          <input
            type="checkbox"
            aria-label={t("select", { name: name || email })}
            tabIndex={isHydrated ? -1 : undefined}
            checked={isSelected}
            onChange={leaveToGrid}
            value={id}
            {...(!isHydrated && { name: "ids", form: toolIds.bulk })}
          />
        </td>
        {row.getVisibleCells().map((cell) => {
          const isName = cell.column.id === "name"
          const Tag = isName ? "th" : "td"
          return (
            <Tag
              key={cell.id}
              scope={isName ? "row" : undefined}
              data-column={styled.has(cell.column.id) ? cell.column.id : undefined}
            >
              <FlexRender cell={cell} />
            </Tag>
          )
        })}
      </tr>
    )
  },
  (before, after) =>
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.start === after.start &&
    before.layout === after.layout &&
    before.isActive === after.isActive &&
    before.isSelected === after.isSelected &&
    before.isOpen === after.isOpen &&
    before.isHydrated === after.isHydrated,
)

/** A row on its way. */
export function LoadingRow({ start }: { start: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a table takes no focus by itself
    <tr aria-hidden="true" style={{ transform: `translateY(${start}px)` }}>
      <td />
      <td data-column="name">
        <span className="h-2 w-32 rounded-full bg-line" />
      </td>
    </tr>
  )
}
