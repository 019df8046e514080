"use client"

import { useTranslations } from "next-intl"
import { useHydrated } from "@/components/ui/use-hydrated"
import { canHide, columnWidth, moveColumn, resizeColumn, toggleColumn } from "@/lib/domain/columns-view"
import { initialWidth } from "./grid-columns"
import { boxLook, menuLook, optionLook } from "./list-look"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { toolIds } from "./tool-ids"

const columnLook =
  "grid min-h-9 grid-cols-[minmax(0,1fr)_6rem_1.75rem_1.75rem] items-center gap-x-2 gap-y-1 px-1.5"

/** Which columns there are, in which order and how wide, for the keyboard as for the pointer. */
export function ColumnsMenu() {
  const t = useTranslations("list.columns")
  const { columns } = useListSetting()
  const { view, setView } = useListState()
  const isHydrated = useHydrated()
  const shown = view.map(({ key }) => key)
  const label = (key: string) => columns.find((column) => column.key === key)?.label ?? key
  const hidden = columns.filter(({ key }) => !shown.includes(key))
  return (
    <div
      id={toolIds.columns}
      popover="auto"
      role="dialog"
      aria-label={t("title")}
      className={`${menuLook} w-96 [position-anchor:--list-columns]`}
      onToggle={(event) => {
        if (event.newState === "open") {
          event.currentTarget.querySelector<HTMLElement>("[type=checkbox]:not(:disabled)")?.focus()
        }
      }}
    >
      {/* Its button is there with JavaScript only. */}
      {isHydrated && (
        <ul>
          {view.map(({ key, width = initialWidth(key) }, position) => (
            <li key={key} className={columnLook}>
              <label className={optionLook}>
                <input
                  type="checkbox"
                  className={boxLook}
                  checked
                  disabled={!canHide(key)}
                  onChange={() => setView(toggleColumn(view, key))}
                />
                <span className="truncate">{label(key)}</span>
              </label>
              <input
                type="range"
                className="w-full accent-solid"
                aria-label={t("width", { column: label(key) })}
                min={columnWidth.least}
                max={columnWidth.most}
                step={8}
                value={width}
                onChange={(event) => setView(resizeColumn(view, key, Number(event.target.value)), false)}
                onPointerUp={() => setView(view)}
                onKeyUp={() => setView(view)}
              />
              <MoveButton
                name={t("up", { column: label(key) })}
                shape="↑"
                isLast={position === 0}
                onMove={() => setView(moveColumn(view, key, -1))}
              />
              <MoveButton
                name={t("down", { column: label(key) })}
                shape="↓"
                isLast={position === view.length - 1}
                onMove={() => setView(moveColumn(view, key, 1))}
              />
            </li>
          ))}
          {hidden.map(({ key, label: text }) => (
            <li key={key} className={columnLook}>
              <label className={optionLook}>
                <input
                  type="checkbox"
                  className={boxLook}
                  checked={false}
                  onChange={() => setView(toggleColumn(view, key))}
                />
                <span className="truncate">{text}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type MoveButtonProps = { name: string; shape: string; isLast: boolean; onMove: () => void }

/** Stays focusable at the edge, so that the focus is not lost with the last step. */
function MoveButton({ name, shape, isLast, onMove }: MoveButtonProps) {
  return (
    <button
      type="button"
      aria-label={name}
      aria-disabled={isLast || undefined}
      className="size-7 cursor-pointer rounded-chip border border-line text-ink-2 aria-disabled:cursor-default aria-disabled:opacity-40"
      onClick={() => !isLast && onMove()}
    >
      <span aria-hidden="true">{shape}</span>
    </button>
  )
}
