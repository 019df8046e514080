import type { QueryProblem } from "@/lib/domain/attendee-query"

/** A sentence for every plural form the language has; `fill` puts the numbers in. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>>

/**
 * What the list says in the browser, finished on the server. `{name}` and the like are filled in by `list-format.ts`:
 * no message formatter is sent.
 */
export type ListWords = {
  search: { label: string; placeholder: string; submit: string }
  hint: { filter: string; columns: string }
  tabs: { label: string; all: string }
  filter: {
    add: string
    title: string
    apply: string
    clear: string
    remove: string
    chip: string
    registered: string
    from: string
    to: string
    since: string
    until: string
    between: string
    sort: string
    not_answered: string
    language: string
    country: string
    age: string
    arrived: string
  }
  columns: { title: string; up: string; down: string; width: string }
  grid: { label: string; select: string; select_all: string; failed: string; retry: string }
  count: { shown: Plural; at_least: string }
  selection: { label: string; count: Plural; select_matching: string; clear: string }
  action: { check_in: string; badge_printed: string; cancel: string; export: string }
  pages: { label: string; next: string; first: string }
  empty: { title: string; body: string; copy: string; copied: string; link: string; sample: string }
  none: { title: string; body: string; search: string; clear: string }
  problem: Record<QueryProblem["kind"] | "title" | "unknown_column" | "bad_cursor", string>
  drawer: { label: string }
  shortcut: {
    search: string
    filter: string
    columns: string
    next: string
    previous: string
    select: string
    open: string
    close: string
    export: string
    check_in: string
  }
}

/** A filter as it is offered: what it is called, and its values in order. */
export type Facet = { name: string; label: string; options: { value: string; label: string }[] }
