"use client"

import { useTranslations } from "next-intl"
import { type SyntheticEvent, useEffect, useRef, useState } from "react"
import { buttonLook } from "@/components/ui/button-look"
import { controlLook } from "@/components/ui/control-look"
import { useHydrated } from "@/components/ui/use-hydrated"
import { type AttendeeQuery, parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { figureLook, menuLook, optionsLook, unscripted } from "./list-look"
import { type Facet, useListSetting } from "./list-setting"
import { useListState } from "./list-state"
import { toolIds } from "./tool-ids"

/** Longer lists, such as the countries, come as a list box, a third of the bytes; boxes take its place in the browser. */
const mostBoxes = 30

/** Brings the browser's own controls in line with the address, which may have changed elsewhere. */
function showQuery(menu: HTMLElement, { facets, registeredFrom, registeredTo, sort }: AttendeeQuery): void {
  for (const control of menu.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
    if (control.type === "checkbox") {
      const box = control as HTMLInputElement
      box.checked = facets[box.name]?.includes(box.value) ?? false
    } else if (control.name === "from") control.value = registeredFrom ?? ""
    else if (control.name === "to") control.value = registeredTo ?? ""
    else control.value = sort.direction === "desc" ? `-${sort.key}` : sort.key
  }
}

/**
 * Everything the list can be filtered by, as native controls of the search form: with JavaScript each change counts at
 * once, without it the form is sent.
 */
export function FilterMenu() {
  const t = useTranslations("list.filter")
  const { facets, columns } = useListSetting()
  const { query, setQuery } = useListState()
  const menu = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (menu.current) showQuery(menu.current, query)
  }, [query])

  const apply = (event: SyntheticEvent<HTMLElement>) => {
    const form = document.getElementById(toolIds.form)
    if (!(form instanceof HTMLFormElement)) return
    // A date that is typed half is empty; waiting for the whole one keeps the list still.
    if (event.target instanceof HTMLInputElement && !event.target.validity.valid) return
    const entries = [...new FormData(form)].map(([name, value]) => [name, String(value)])
    const { query: next } = parseAttendeeQuery(new URLSearchParams(entries), columns)
    setQuery((before) => ({ ...next, search: before.search }))
  }
  return (
    <div
      ref={menu}
      id={toolIds.filter}
      popover="auto"
      role="dialog"
      aria-label={t("title")}
      className={`${menuLook} w-88 [position-anchor:--list-filter]`}
      onChange={apply}
      onToggle={(event) => {
        if (event.newState === "open") event.currentTarget.querySelector<HTMLElement>("summary")?.focus()
      }}
    >
      <div className={optionsLook}>
        {facets.map((facet) => (
          <FacetChoices key={facet.name} facet={facet} chosen={query.facets[facet.name] ?? []} />
        ))}
      </div>
      <RegisteredBetween query={query} />
      <SortChoice />
      <button type="submit" form={toolIds.form} className={`${buttonLook.first} w-full ${unscripted}`}>
        {t("apply")}
      </button>
    </div>
  )
}

function FacetChoices({ facet: { name, label, options }, chosen }: { facet: Facet; chosen: string[] }) {
  const isHydrated = useHydrated()
  const isChosen = chosen.length > 0
  // As it was at first: it must not close under somebody who takes the last choice away.
  const [isOpen] = useState(isChosen || name === "status")
  return (
    <details className="border-line border-b" open={isOpen}>
      <summary className="px-1.5 py-[0.4375rem] font-semibold">
        {label}
        {isChosen && <span className={`${figureLook} text-link`}> {chosen.length}</span>}
      </summary>
      <fieldset className="grid max-h-56 overflow-y-auto px-1.5 pb-2">
        <legend className="sr-only">{label}</legend>
        {!isHydrated && options.length > mostBoxes ? (
          <noscript>
            <select
              multiple
              size={8}
              name={name}
              form={toolIds.form}
              defaultValue={chosen}
              aria-label={label}
              className={`${controlLook.line} w-full`}
            >
              {options.map(({ value, label: text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </noscript>
        ) : (
          options.map(({ value, label: text }) => (
            <label key={value}>
              <input
                type="checkbox"
                name={name}
                value={value}
                form={toolIds.form}
                defaultChecked={chosen.includes(value)}
              />
              {text}
            </label>
          ))
        )}
      </fieldset>
    </details>
  )
}

function RegisteredBetween({ query }: { query: AttendeeQuery }) {
  const t = useTranslations("list.filter")
  const { registeredFrom, registeredTo } = query
  const [isOpen] = useState(Boolean(registeredFrom || registeredTo))
  return (
    <details className="border-line border-b" open={isOpen}>
      <summary className="px-1.5 py-[0.4375rem] font-semibold">{t("registered")}</summary>
      <fieldset className="grid grid-cols-2 gap-2 px-1.5 pb-2.5">
        <legend className="sr-only">{t("registered")}</legend>
        <label>
          {t("from")}
          <input
            type="date"
            name="from"
            form={toolIds.form}
            defaultValue={registeredFrom ?? ""}
            className={`${controlLook.line} w-full`}
          />
        </label>
        <label>
          {t("to")}
          <input
            type="date"
            name="to"
            form={toolIds.form}
            defaultValue={registeredTo ?? ""}
            className={`${controlLook.line} w-full`}
          />
        </label>
      </fieldset>
    </details>
  )
}

function SortChoice() {
  const t = useTranslations("list.filter")
  const { columns } = useListSetting()
  const { query } = useListState()
  const { key, direction } = query.sort
  return (
    <label className="grid gap-1 px-1.5 py-2.5 font-semibold">
      {t("sort")}
      <select
        name="sort"
        form={toolIds.form}
        defaultValue={direction === "desc" ? `-${key}` : key}
        className={`${controlLook.line} w-full`}
      >
        {columns
          .filter(({ isSortable }) => isSortable)
          .flatMap(({ key: column, label }) => [
            <option key={column} value={column}>{`${label} ↑`}</option>,
            <option key={`-${column}`} value={`-${column}`}>{`${label} ↓`}</option>,
          ])}
      </select>
    </label>
  )
}
