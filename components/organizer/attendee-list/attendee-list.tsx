"use client"

import { useTranslations } from "next-intl"
import { type ReactNode, useRef, useState } from "react"
import { noticeLook } from "@/components/ui/notice"
import { AttendeeDrawer } from "./attendee-drawer"
import { AttendeeGrid } from "./attendee-grid"
import { BulkBar } from "./bulk-bar"
import { ColumnsMenu } from "./columns-menu"
import { EmptyList, NoMatch } from "./empty-list"
import { FilterChips } from "./filter-chips"
import { FilterMenu } from "./filter-menu"
import { isFiltered, listSearch } from "./list-address"
import { actLook, lineLook, unscripted } from "./list-look"
import { ListProblems } from "./list-problems"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { selectedCount } from "./selection"
import { StatusTabs } from "./status-tabs"
import { useGrid } from "./use-grid"

type AttendeeListBodyProps = {
  bulkAction: (form: FormData) => Promise<void>
  jobId: string
  /** Returns a sentence about what came of it. */
  checkIn: (registrationId: string) => Promise<string>
  /** Where people register, to hand on. */
  registrationUrl: string
  /** At the end of the tabs: how far answers are verified, and how old GATE's last word is. */
  beside: ReactNode
}

/** Everything below the title line; stands inside `AttendeeListProvider`. */
export function AttendeeListBody(props: AttendeeListBodyProps) {
  const { rows, query, total, refreshChanged, isBusy } = useListState()
  const scroller = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState("")
  const checkIn = async (id: string) => {
    setSaid(await props.checkIn(id))
    refreshChanged(new Set([id]))
  }
  const grid = useGrid(scroller, checkIn)
  const isEmpty = rows.length === 0
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ListProblems />
      <div className={lineLook}>
        <StatusTabs />
        <div className="ms-auto flex flex-wrap items-center gap-x-4 narrowed:hidden">{props.beside}</div>
      </div>
      <div className={lineLook}>
        <FilterChips />
        <p role="status">{said}</p>
        <BulkBar bulkAction={props.bulkAction} jobId={props.jobId} />
      </div>
      <FilterMenu />
      <ColumnsMenu />
      <Announcement />
      <LoadFailure />
      {!isEmpty && <AttendeeGrid scroller={scroller} grid={grid} />}
      {isEmpty && !isBusy && (total > 0 || isFiltered(query) ? <NoMatch /> : <EmptyList {...props} />)}
      <PageLinks />
      <AttendeeDrawer isBeside={grid.isWide} onClose={grid.close} />
    </div>
  )
}

/** Says what a search found and how many are selected, to those who do not see it. */
function Announcement() {
  const t = useTranslations("list")
  const { format } = useListSetting()
  const { count, total, selection, isBusy } = useListState()
  const selected = selectedCount(selection, count.value)
  const shown = count.isExact ? format.number(count.value) : t("count.at_least", { count: count.value })
  const found = t("count.shown", { shown, total })
  const chosen = selected > 0 ? t("selection.count", { count: selected }) : ""
  return (
    <p role="status" className="sr-only" suppressHydrationWarning>
      {isBusy ? "" : [found, chosen].filter(Boolean).join(". ")}
    </p>
  )
}

function LoadFailure() {
  const t = useTranslations("list.grid")
  const { hasFailed, refresh } = useListState()
  if (!hasFailed) return null
  return (
    <p role="alert" className={`${noticeLook.warn} mx-4 mb-3 lg:mx-5`}>
      {t("failed")}{" "}
      <button type="button" className={actLook} onClick={() => refresh()}>
        {t("retry")}
      </button>
    </p>
  )
}

/** How one goes through the list without JavaScript, and back from a place in its middle. */
function PageLinks() {
  const t = useTranslations("list")
  const { path } = useListSetting()
  const { query, cols, after, firstNext } = useListState()
  return (
    <nav aria-label={t("pages.label")} className="flex gap-5 px-4 lg:px-5">
      {after && (
        <a href={path + listSearch(query, { cols })} className="py-2.5">
          {t("pages.first")}
        </a>
      )}
      {firstNext && (
        <a href={path + listSearch(query, { cols, after: firstNext })} className={`py-2.5 ${unscripted}`}>
          {t("pages.next")}
        </a>
      )}
    </nav>
  )
}
