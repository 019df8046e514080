"use client"

import { useTranslations } from "next-intl"
import { useRef, useState } from "react"
import { buttonLook } from "@/components/ui/button-look"
import { Choice } from "@/components/ui/choice"
import { useHydrated } from "@/components/ui/use-hydrated"
import type { SectionLink } from "./sections"
import { labelledShortcuts, useShortcutSwitch, useShortcuts } from "./shortcuts"

type Row = { keys: string; label: string }

const shown = (keys: string) => keys.replace(/\b[a-z]\b/g, (letter) => letter.toUpperCase())

function Rows({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null
  return (
    <section className="mb-4">
      <h3 className="mb-1 text-14">{title}</h3>
      <dl>
        {rows.map(({ keys, label }) => (
          <div key={keys} className="flex justify-between gap-4 border-line border-b py-1">
            <dt className="text-ink-2">{label}</dt>
            <dd>
              <kbd className="key">{shown(keys)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The keys that lead from page to page, and the sheet of all keys with the switch that turns single keys off. */
export function ShortcutSheet({ links }: { links: SectionLink[] }) {
  const t = useTranslations("organizer.shortcuts")
  const sheet = useRef<HTMLDialogElement>(null)
  const [ofPage, setOfPage] = useState<Row[]>([])
  const [isOn, turn] = useShortcutSwitch()
  const isHydrated = useHydrated()
  const open = () => {
    setOfPage([...labelledShortcuts(), { keys: "Ctrl K", label: t("palette") }])
    sheet.current?.showModal()
  }
  useShortcuts({
    "?": { run: open, label: t("title") },
    ...Object.fromEntries(links.map(({ keys, href }) => [keys, () => window.location.assign(href)])),
  })
  return (
    <>
      <button
        type="button"
        onClick={open}
        className="side-link w-full cursor-pointer text-13 noscript:hidden"
      >
        {t("title")}
        <kbd className="key">?</kbd>
      </button>
      {isHydrated && (
        <dialog ref={sheet} className="sheet" aria-labelledby="shortcuts-title">
          <h2 id="shortcuts-title" className="mb-4 text-20">
            {t("title")}
          </h2>
          <Rows title={t("go")} rows={links} />
          <Rows title={t("page")} rows={ofPage} />
          <div className="mb-4">
            <Choice type="checkbox" checked={isOn} onChange={(event) => turn(event.target.checked)}>
              {t("on")}
            </Choice>
          </div>
          <form method="dialog">
            <button type="submit" className={buttonLook.second}>
              {t("close")}
            </button>
          </form>
        </dialog>
      )}
    </>
  )
}
