"use client"

import {
  type ColumnDef,
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table"
import type { AttendeeColumn } from "@/lib/domain/attendee-column"
import type { AttendeeRow, AttendeeSort } from "@/lib/domain/attendee-query"
import { type ColumnView, columnWidth } from "@/lib/domain/columns-view"
import { Cell } from "./cell"

/** The server filters, sorts and pages, so no row model is registered. */
export const gridFeatures = tableFeatures({
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
})

export type GridFeatures = typeof gridFeatures

/** Pixels a column has before anybody changes it; in wide windows they share what is left over. */
const widths: Partial<Record<string, number>> = {
  name: 190,
  email: 220,
  status: 132,
  completion: 122,
  registered: 128,
  checked_in: 128,
  badge: 110,
  delivery: 130,
  code: 110,
  network: 140,
  network_account: 200,
}
const answerWidth = 160

export function initialWidth(key: string): number {
  return widths[key] ?? answerWidth
}

/** Pixels of the column with the check boxes. */
const checkWidth = 44

export function gridColumns(columns: AttendeeColumn[]): ColumnDef<GridFeatures, AttendeeRow>[] {
  return columns.map((column) => ({
    id: column.key,
    // A column sorts only when it has a value; the server sorts by its own.
    accessorFn: (row) => row,
    header: () => column.label,
    cell: ({ row }) => <Cell row={row.original} column={column} />,
    enableSorting: column.isSortable,
    size: initialWidth(column.key),
    minSize: columnWidth.least,
    maxSize: columnWidth.most,
    meta: column,
  }))
}

/** The state of the table that a view and an order stand for. */
export function gridState(columns: AttendeeColumn[], view: ColumnView[], sort: AttendeeSort) {
  const shown = new Set(view.map(({ key }) => key))
  return {
    columnOrder: view.map(({ key }) => key),
    columnVisibility: Object.fromEntries(columns.map(({ key }) => [key, shown.has(key)])),
    columnSizing: Object.fromEntries(view.flatMap(({ key, width }) => (width ? [[key, width]] : []))),
    sorting: [{ id: sort.key, desc: sort.direction === "desc" }],
  }
}

/** What columns of running text may shrink to before the list scrolls sideways, as when the drawer is open. */
const shrunk: Partial<Record<string, number>> = { name: 140, email: 136 }

/**
 * `grid-template-columns` of every row, fixed where somebody chose a width and shared otherwise, and the width in pixels
 * below which the list scrolls.
 */
export function gridLayout(sizes: { key: string; size: number }[], view: ColumnView[]) {
  const fixed = new Set(view.filter(({ width }) => width).map(({ key }) => key))
  const least = sizes.map(({ key, size }) => (fixed.has(key) ? size : (shrunk[key] ?? size)))
  const tracks = sizes.map(({ key, size }, index) =>
    fixed.has(key) ? `${size}px` : `minmax(${least[index]}px, ${size}fr)`,
  )
  const filler = sizes.every(({ key }) => fixed.has(key)) ? " 1fr" : ""
  const width = least.reduce((sum, size) => sum + size, checkWidth)
  return { template: `${checkWidth}px ${tracks.join(" ")}${filler}`, width }
}
