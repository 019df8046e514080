"use client"

import { useTranslations } from "next-intl"
import { useEffect, useRef } from "react"
import { buttonLook } from "@/components/ui/button-look"
import { controlLook } from "@/components/ui/control-look"
import { useShortcuts } from "../shortcuts"
import { isFiltered } from "./list-address"
import { scripted, unscripted } from "./list-look"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { toolIds } from "./tool-ids"

const toolLook =
  "inline-flex min-h-9 cursor-pointer items-center gap-1.5 rounded-control border border-line bg-surface px-2.5 text-ink-2 hover:border-line-strong hover:text-ink"

/** Milliseconds without another key before what was typed is searched for. */
const searchAfter = 150

function press(id: string): void {
  document.getElementById(id)?.click()
}

/** How many attendees there are, beside the title, and how many of them match. */
export function ListCount() {
  const t = useTranslations("list.count")
  const { format } = useListSetting()
  const { total, query, count } = useListState()
  const shown = count.isExact ? format.number(count.value) : t("at_least", { count: count.value })
  return (
    <span suppressHydrationWarning>
      {isFiltered(query) && `${shown} / `}
      {format.number(total)}
    </span>
  )
}

/** Search as one types, and the buttons of the two menus; in the page's title line. */
export function ListTools() {
  const t = useTranslations("list")
  useShortcuts({
    "/": { run: () => document.getElementById(toolIds.search)?.focus(), label: t("shortcut.search") },
    f: { run: () => press(toolIds.filterButton), label: t("shortcut.filter") },
    c: { run: () => press(toolIds.columnsButton), label: t("shortcut.columns") },
  })
  return (
    <>
      <SearchBox />
      <button
        type="button"
        id={toolIds.filterButton}
        popoverTarget={toolIds.filter}
        className={`${toolLook} [anchor-name:--list-filter]`}
      >
        <kbd className="key max-md:hidden narrowed:hidden">F</kbd>
        {t("hint.filter")}
      </button>
      <button
        type="button"
        id={toolIds.columnsButton}
        popoverTarget={toolIds.columns}
        className={`${toolLook} ${scripted} [anchor-name:--list-columns]`}
      >
        <kbd className="key max-md:hidden narrowed:hidden">C</kbd>
        {t("hint.columns")}
      </button>
    </>
  )
}

function SearchBox() {
  const t = useTranslations("list.search")
  const { path } = useListSetting()
  const { query, cols, setQuery } = useListState()
  const input = useRef<HTMLInputElement>(null)
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const written = useRef(query.search)

  useEffect(() => {
    // Another address, by "back" or a cleared filter; what is being typed right now is newer than its own echo.
    if (query.search === written.current || !input.current) return
    clearTimeout(waiting.current)
    written.current = query.search
    input.current.value = query.search
  }, [query.search])
  useEffect(() => () => clearTimeout(waiting.current), [])

  const search = () => {
    clearTimeout(waiting.current)
    const typed = (input.current?.value ?? "").trim().replace(/\s+/g, " ")
    if (typed === written.current) return
    written.current = typed
    setQuery((before) => ({ ...before, search: typed }), "typing")
  }
  return (
    <search>
      <form
        id={toolIds.form}
        method="get"
        action={path}
        className="relative flex gap-1.5 max-md:w-full"
        onSubmit={(event) => {
          event.preventDefault()
          search()
        }}
      >
        {cols && <input type="hidden" name="cols" value={cols} />}
        {Object.entries(query.traits).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label htmlFor={toolIds.search} className="sr-only">
          {t("label")}
        </label>
        <input
          ref={input}
          id={toolIds.search}
          type="search"
          name="q"
          defaultValue={query.search}
          placeholder={t("placeholder")}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          className={`${controlLook.line} peer w-68 max-md:w-full narrowed:w-36 dense:pe-8 [&::-webkit-search-cancel-button]:hidden`}
          onChange={() => {
            clearTimeout(waiting.current)
            waiting.current = setTimeout(search, searchAfter)
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape" && event.currentTarget.value === "") event.currentTarget.blur()
            if (event.key !== "ArrowDown") return
            event.preventDefault()
            document.querySelector<HTMLElement>('[role="grid"] tr[tabindex="0"]')?.focus()
          }}
        />
        <span
          className={`key pointer-events-none absolute end-2 top-2 peer-focus:invisible ${scripted}`}
          aria-hidden="true"
        >
          /
        </span>
        <button type="submit" className={`${buttonLook.second} ${unscripted}`}>
          {t("submit")}
        </button>
      </form>
    </search>
  )
}
