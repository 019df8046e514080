import { getLocale, getTranslations } from "next-intl/server"
import type { AttendeeWords } from "@/lib/domain/attendee-column"
import { builtInFacets } from "@/lib/domain/attendee-facet"
import type { Facet, ListWords, Plural } from "./list-words"

/** Stays in a sentence until the browser fills it in. */
const place = (name: string) => `{${name}}`

/** A number for every plural form of the language; forms that no number below a thousand takes are not needed. */
function plural(language: string, say: (count: number) => string): Plural {
  const rules = new Intl.PluralRules(language)
  const forms: Plural = {}
  for (let count = 0; count <= 1_000; count++) forms[rules.select(count)] ??= say(count)
  return forms
}

/** What columns and their values are called. */
export async function loadAttendeeWords(): Promise<AttendeeWords> {
  const t = await getTranslations("list")
  return {
    language: await getLocale(),
    word: (code) => {
      const [group = "", value = ""] = code.split(".")
      return t(`${group}.${value}`)
    },
  }
}

/** The filters every event has, as they are offered; those of its questions come from the columns. */
export async function loadBuiltInFacets(): Promise<Facet[]> {
  const t = await getTranslations("list")
  return Object.entries(builtInFacets).map(([name, values]) => ({
    name,
    label: t(`facet.${name}`),
    options: values.map((value) => ({ value, label: t(`${name}.${value}`) })),
  }))
}

/** Every sentence of the list, for the browser. */
export async function loadListWords(): Promise<ListWords> {
  const [tools, menus, rows, messages] = await Promise.all([
    loadToolWords(),
    loadMenuWords(),
    loadRowWords(),
    loadStateWords(),
  ])
  return { ...tools, ...menus, ...rows, ...messages }
}

async function loadToolWords() {
  const t = await getTranslations("list")
  return {
    search: {
      label: t("search.label"),
      placeholder: t("search.placeholder"),
      submit: t("search.submit"),
    },
    hint: { filter: t("hint.filter"), columns: t("hint.columns") },
    tabs: { label: t("tabs.label"), all: t("tabs.all") },
    shortcut: {
      search: t("shortcut.search"),
      filter: t("shortcut.filter"),
      columns: t("shortcut.columns"),
      next: t("shortcut.next"),
      previous: t("shortcut.previous"),
      select: t("shortcut.select"),
      open: t("shortcut.open"),
      close: t("shortcut.close"),
      export: t("shortcut.export"),
      check_in: t("shortcut.check_in"),
    },
  }
}

async function loadMenuWords() {
  const t = await getTranslations("list")
  const column = place("column")
  return {
    filter: {
      add: t("filter.add"),
      title: t("filter.title"),
      apply: t("filter.apply"),
      clear: t("filter.clear"),
      remove: t("filter.remove", { filter: place("filter") }),
      chip: t("filter.chip", { filter: place("filter"), value: place("value") }),
      registered: t("filter.registered"),
      from: t("filter.from"),
      to: t("filter.to"),
      since: t("filter.since", { from: place("from") }),
      until: t("filter.until", { to: place("to") }),
      between: t("filter.between", { from: place("from"), to: place("to") }),
      sort: t("filter.sort"),
      not_answered: t("filter.not_answered"),
      language: t("filter.language"),
      country: t("filter.country"),
      age: t("filter.age"),
      arrived: t("filter.arrived"),
    },
    columns: {
      title: t("columns.title"),
      up: t("columns.up", { column }),
      down: t("columns.down", { column }),
      width: t("columns.width", { column }),
    },
  }
}

async function loadRowWords() {
  const t = await getTranslations("list")
  const language = await getLocale()
  const [shown, total, number] = [place("shown"), place("total"), place("count")]
  return {
    grid: {
      label: t("grid.label"),
      select: t("grid.select", { name: place("name") }),
      select_all: t("grid.select_all"),
      failed: t("grid.failed"),
      retry: t("grid.retry"),
    },
    count: {
      shown: plural(language, (count) => t("count.shown", { count, shown, total })),
      at_least: t("count.at_least", { count: number }),
    },
    selection: {
      label: t("selection.label"),
      count: plural(language, (count) => t("selection.count", { count, number })),
      select_matching: t("selection.select_matching", { count: number }),
      clear: t("selection.clear"),
    },
    action: {
      check_in: t("action.check_in"),
      badge_printed: t("action.badge_printed"),
      cancel: t("action.cancel"),
      export: t("action.export"),
    },
    pages: { label: t("pages.label"), next: t("pages.next"), first: t("pages.first") },
    drawer: { label: t("drawer.label") },
  }
}

async function loadStateWords() {
  const t = await getTranslations("list")
  const [parameter, value] = [place("parameter"), place("value")]
  return {
    empty: {
      title: t("empty.title"),
      body: t("empty.body"),
      copy: t("empty.copy"),
      copied: t("empty.copied"),
      link: t("empty.link"),
      sample: t("empty.sample"),
    },
    none: {
      title: t("none.title"),
      body: t("none.body", { filter: place("filter") }),
      search: t("none.search", { search: place("search") }),
      clear: t("none.clear"),
    },
    problem: {
      title: t("problem.title"),
      unknown_filter: t("problem.unknown_filter", { parameter }),
      unknown_option: t("problem.unknown_option", { parameter, value }),
      unknown_sort: t("problem.unknown_sort", { value }),
      not_a_date: t("problem.not_a_date", { value }),
      dates_reversed: t("problem.dates_reversed", { value }),
      search_too_long: t("problem.search_too_long"),
      unknown_column: t("problem.unknown_column", { value }),
      bad_cursor: t("problem.bad_cursor"),
    },
  }
}
