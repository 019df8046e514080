"use client"

import { useTable } from "@tanstack/react-table"
import { useTranslations } from "next-intl"
import { type CSSProperties, type RefObject, useEffect, useMemo } from "react"
import { resizeColumn } from "@/lib/domain/columns-view"
import { gridColumns, gridFeatures, gridLayout, gridState } from "./grid-columns"
import { GridHeader } from "./grid-header"
import { GridRow, LoadingRow } from "./grid-row"
import { nextSort } from "./list-address"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { isSelected, toggleAll } from "./selection"
import type { Grid } from "./use-grid"
import "./attendee-grid.css"

/** The table over the rows in view: it would build a model of all that were scrolled past at every step otherwise. */
function useGridTable({ items }: Grid) {
  const { columns } = useListSetting()
  const { rows, view, query } = useListState()
  const definitions = useMemo(() => gridColumns(columns), [columns])
  const state = useMemo(() => gridState(columns, view, query.sort), [columns, view, query.sort])
  const data = useMemo(() => items.flatMap(({ index }) => rows[index] ?? []), [items, rows])
  return useTable({
    features: gridFeatures,
    columns: definitions,
    data,
    state,
    getRowId: (row) => row.id,
    manualSorting: true,
  })
}

type AttendeeGridProps = { scroller: RefObject<HTMLDivElement | null>; grid: Grid }

/** The rows that are in view, of as many as there are. */
export function AttendeeGrid({ scroller, grid }: AttendeeGridProps) {
  const t = useTranslations("list.grid")
  const list = useListState()
  const { rows, view, query, cols, selection, setSelection, attendee, count, after, isBusy, key } = list
  const table = useGridTable(grid)
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const sizes = headers.map(({ column }) => ({ key: column.id, size: column.getSize() }))
  const layout = sizes.map((size) => size.key).join(" ")
  const rendered = table.getRowModel().rows
  const shown = rendered.filter(({ id }) => isSelected(selection, id)).length
  const { template, width } = gridLayout(sizes, view)
  const style = { "--list-columns": template, "--list-width": `${width}px` } as CSSProperties
  const isAll = grid.selected > 0 && (selection.kind === "matching" || selection.ids.size >= rows.length)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another query begins at its first row
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    void scroller.current?.scrollTo({ top: 0 })
  }, [key])
  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-auto overscroll-contain border-line border-t scroll-pt-9 contain-strict"
      style={style}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid for keys, a table for everything else
        role="grid"
        aria-label={t("label")}
        aria-rowcount={count.isExact && after === null ? count.value + 1 : -1}
        aria-multiselectable
        aria-busy={isBusy}
        className="attendee-grid"
        {...grid.handlers}
      >
        <thead>
          <GridHeader
            headers={headers}
            query={query}
            cols={cols}
            checked={isAll ? "all" : shown > 0 || grid.selected > 0 ? "some" : "none"}
            onCheckAll={() => setSelection((before) => toggleAll(before, grid.loaded))}
            onSort={(column) => list.setQuery((before) => nextSort(before, column))}
            onResize={(column, width, isDone) => list.setView(resizeColumn(view, column, width), isDone)}
          />
        </thead>
        <tbody style={{ blockSize: grid.height }}>
          {grid.items.map(({ index, start }, position) => {
            const row = rendered[position]
            if (!row) return <LoadingRow key={`loading${index}`} start={start} />
            return (
              <GridRow
                key={row.id}
                row={row}
                index={index}
                start={start}
                layout={layout}
                isActive={index === grid.activeIndex}
                isSelected={isSelected(selection, row.id)}
                isOpen={row.id === attendee}
                isHydrated={grid.isHydrated}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
