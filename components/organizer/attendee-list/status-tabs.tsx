"use client"

import { useTranslations } from "next-intl"
import { attendeeStatuses } from "@/lib/domain/attendee"
import type { AttendeeQuery } from "@/lib/domain/attendee-query"
import { isPlainClick } from "./grid-header"
import { listSearch, withFacet } from "./list-address"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"

/** Everybody and each status with its number; a status nobody has is left out unless it is the one that is shown. */
export function StatusTabs() {
  const t = useTranslations("list.tabs")
  const { facets } = useListSetting()
  const { counts, total, query } = useListState()
  const labels = facets.find(({ name }) => name === "status")?.options ?? []
  const chosen = query.facets.status ?? []
  const shown = attendeeStatuses.filter(
    (status) => counts[status] > 0 || chosen.includes(status) || status === "registered",
  )
  return (
    <nav aria-label={t("label")} className="-ms-2 flex flex-wrap gap-0.5">
      <Tab label={t("all")} count={total} statuses={[]} isCurrent={chosen.length === 0} />
      {shown.map((status) => (
        <Tab
          key={status}
          label={labels.find(({ value }) => value === status)?.label ?? status}
          count={counts[status]}
          statuses={[status]}
          isCurrent={chosen.length === 1 && chosen[0] === status}
        />
      ))}
    </nav>
  )
}

type TabProps = { label: string; count: number; statuses: string[]; isCurrent: boolean }

function Tab({ label, count, statuses, isCurrent }: TabProps) {
  const { path, format } = useListSetting()
  const { query, cols, setQuery } = useListState()
  const change = (before: AttendeeQuery) => ({ ...before, facets: withFacet(before, "status", statuses) })
  return (
    <a
      href={path + listSearch(change(query), { cols })}
      aria-current={isCurrent ? "true" : undefined}
      className="inline-flex items-baseline gap-1.5 rounded-chip px-2 py-1 text-ink-2 no-underline hover:bg-sunken aria-current:bg-sunken aria-current:font-semibold aria-current:text-ink"
      onClick={(event) => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        setQuery(change)
      }}
    >
      {label}{" "}
      <span className="font-mono text-12 text-ink-3 tabular-nums" suppressHydrationWarning>
        {format.number(count)}
      </span>
    </a>
  )
}
