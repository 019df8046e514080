"use client"

import { useTranslations } from "next-intl"
import { useRef, useState } from "react"
import { buttonLook } from "@/components/ui/button-look"
import { controlLook } from "@/components/ui/control-look"
import { filterParts } from "./filter-parts"
import { isPlainClick } from "./grid-header"
import { listSearch, withoutFilter } from "./list-address"
import { scripted } from "./list-look"
import { useListSetting } from "./list-setting"
import { useListState } from "./list-state"

const emptyLook = "grid max-w-[40rem] justify-items-start gap-4 px-4 py-8 lg:px-5"

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
    <section className={emptyLook} aria-labelledby="list-empty-title">
      <h2 id="list-empty-title" className="text-20">
        {t("title")}
      </h2>
      <p>{t("body")}</p>
      <div className="flex w-full flex-wrap items-center gap-2">
        <input
          ref={link}
          readOnly
          dir="ltr"
          value={registrationUrl}
          aria-label={t("link")}
          className={`${controlLook.line} flex-[1_1_16rem] font-mono`}
        />
        <button type="button" className={`${buttonLook.first} ${scripted}`} onClick={copy}>
          {t("copy")}
        </button>
        <span role="status">{isCopied && t("copied")}</span>
      </div>
      <div
        className="flex w-full flex-wrap items-center gap-x-6 gap-y-2 rounded-control border border-line-strong border-dashed px-3.5 py-2.5 text-ink-3"
        aria-hidden="true"
      >
        <b>{t("sample")}</b>
        <span>ana@example.com</span>
        <span className="inline-flex h-5.5 items-center rounded-full bg-sunken px-2 font-semibold text-12 text-ink-2 leading-none">
          ○
        </span>
        <span className="h-1.5 w-16 flex-none overflow-hidden rounded-full bg-line">
          <span className="block h-full w-[37%] rounded-[inherit] bg-line-strong" />
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
    <section className={emptyLook} aria-labelledby="list-none-title">
      <h2 id="list-none-title" className="text-20">
        {t("title")}
      </h2>
      <p suppressHydrationWarning>{t("body", { filter: parts.join(" · ") })}</p>
      <a
        href={path + listSearch(withoutFilter(query), { cols })}
        className={buttonLook.second}
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
