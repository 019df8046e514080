"use client"

import { useTranslations } from "next-intl"
import { useRef, useState } from "react"
import { filterParts } from "./filter-parts"
import { isPlainClick } from "./grid-header"
import { listSearch, withoutFilter } from "./list-address"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"

/** Nobody has registered: where people do, and what a row will look like. */
export function EmptyList({ registrationUrl }: { registrationUrl: string }) {
  const t = useTranslations("list.empty")
  const link = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    link.current?.select()
    try {
      await navigator.clipboard.writeText(registrationUrl)
      setCopied(true)
    } catch {
      // Not allowed to: the link is marked, ready for the reader's own copy.
    }
  }
  return (
    <section className="list-empty" aria-labelledby="list-empty-title">
      <h2 id="list-empty-title">{t("title")}</h2>
      <p>{t("body")}</p>
      <div className="list-copy">
        <input
          ref={link}
          readOnly
          dir="ltr"
          value={registrationUrl}
          aria-label={t("link")}
          className="control"
        />
        <button type="button" className="btn list-scripted" onClick={copy}>
          {t("copy")}
        </button>
        <span role="status">{isCopied && t("copied")}</span>
      </div>
      <div className="list-sample" aria-hidden="true">
        <b>{t("sample")}</b>
        <span>ana@example.com</span>
        <span className="list-chip list-calm">○</span>
        <span className="list-meter">
          <span style={{ inlineSize: "37%" }} />
        </span>
      </div>
    </section>
  )
}

/** Somebody is there, but nobody like that: says like what, and offers the way back. */
export function NoMatch() {
  const setting = useListSetting()
  const { path } = setting
  const t = useTranslations("list.none")
  const filter = useTranslations("list.filter")
  const { query, cols, setQuery } = useListState()
  const parts = [
    ...(query.search ? [t("search", { search: query.search })] : []),
    ...filterParts(query, setting, filter).map(({ label }) => label),
  ]
  return (
    <section className="list-empty" aria-labelledby="list-none-title">
      <h2 id="list-none-title">{t("title")}</h2>
      <p suppressHydrationWarning>{t("body", { filter: parts.join(" · ") })}</p>
      <a
        href={path + listSearch(withoutFilter(query), { cols })}
        className="btn btn-second"
        onClick={(event) => {
          if (!isPlainClick(event)) return
          event.preventDefault()
          setQuery(withoutFilter)
        }}
      >
        {t("clear")}
      </a>
    </section>
  )
}
