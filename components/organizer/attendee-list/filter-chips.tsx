"use client"

import { useTranslations } from "next-intl"
import { filterParts } from "./filter-parts"
import { isPlainClick } from "./grid-header"
import { isFiltered, listSearch, withoutFilter } from "./list-address"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { toolIds } from "./tool-ids"

/** What the list is filtered by; a click takes it away. */
export function FilterChips() {
  const setting = useListSetting()
  const t = useTranslations("list.filter")
  const { path } = setting
  const { query, cols, setQuery } = useListState()
  const parts = filterParts(query, setting, t)
  return (
    <div className="list-chips">
      {parts.map(({ key, label, without }) => (
        <a
          key={key}
          href={path + listSearch(without(query), { cols })}
          aria-label={t("remove", { filter: label })}
          className="list-filter-chip"
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
      <button type="button" popoverTarget={toolIds.filter} className="list-add-filter">
        + {t("add")}
      </button>
      {isFiltered(query) && (
        <a
          href={path + listSearch(withoutFilter(query), { cols })}
          className="list-clear"
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
