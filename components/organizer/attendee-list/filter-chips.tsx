"use client"

import { filterParts } from "./filter-parts"
import { isPlainClick } from "./grid-header"
import { isFiltered, listSearch, withoutFilter } from "./list-address"
import { fill } from "./list-format"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { toolIds } from "./tool-ids"

/** What the list is filtered by; a click takes it away. */
export function FilterChips() {
  const setting = useListSetting()
  const { path, words } = setting
  const { query, cols, setQuery } = useListState()
  const parts = filterParts(query, setting)
  return (
    <div className="list-chips">
      {parts.map(({ key, label, without }) => (
        <a
          key={key}
          href={path + listSearch(without(query), { cols })}
          aria-label={fill(words.filter.remove, { filter: label })}
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
        + {words.filter.add}
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
          {words.filter.clear}
        </a>
      )}
    </div>
  )
}
