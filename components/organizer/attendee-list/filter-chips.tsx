"use client"

import { useTranslations } from "next-intl"
import { filterParts } from "./filter-parts"
import { isPlainClick } from "./grid-header"
import { isFiltered, listSearch, withoutFilter } from "./list-address"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { toolIds } from "./tool-ids"

const chipLook =
  "inline-flex min-h-7 cursor-pointer items-center gap-1.5 rounded-full border px-2.5 font-semibold text-12 no-underline"

/** What the list is filtered by; a click takes it away. */
export function FilterChips() {
  const setting = useListSetting()
  const t = useTranslations("list.filter")
  const { path } = setting
  const { query, cols, setQuery } = useListState()
  const parts = filterParts(query, setting, t)
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1.5">
      {parts.map(({ key, label, without }) => (
        <a
          key={key}
          href={path + listSearch(without(query), { cols })}
          aria-label={t("remove", { filter: label })}
          className={`${chipLook} wrap-anywhere border-transparent bg-tint text-link hover:border-current`}
          suppressHydrationWarning
          onClick={(event) => {
            if (!isPlainClick(event)) return
            event.preventDefault()
            setQuery(without)
          }}
        >
          {label} <span aria-hidden="true">×</span>
        </a>
      ))}
      <button
        type="button"
        popoverTarget={toolIds.filter}
        className={`${chipLook} border-line-strong text-ink-2 hover:bg-sunken`}
      >
        + {t("add")}
      </button>
      {isFiltered(query) && (
        <a
          href={path + listSearch(withoutFilter(query), { cols })}
          className="py-1 text-13"
          onClick={(event) => {
            if (!isPlainClick(event)) return
            event.preventDefault()
            setQuery(withoutFilter)
          }}
        >
          {t("clear")}
        </a>
      )}
    </div>
  )
}
