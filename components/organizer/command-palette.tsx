"use client"

import { useTranslations } from "next-intl"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { controlLook } from "@/components/ui/control-look"
import { useHydrated } from "@/components/ui/use-hydrated"
import type { SectionLink } from "./sections"
import { labelledShortcuts } from "./shortcuts"

type Command = { id: string; label: string; keys: string; run: () => void }

type CommandPaletteProps = {
  links: SectionLink[]
  /** The attendee list, where what is typed can be searched for; null outside an event. */
  list: string | null
}

const id = "command-palette"

/** Lower case without accents: "asistentes" is found by "ASIS", "Opções" by "opco". */
const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

/** Keys that mean something only while the list has the focus. */
const isCommand = ({ keys }: { keys: string }) => !/^(Enter|Escape|Space)$/.test(keys)

/** `Ctrl K` or `⌘K`: everything the page can do, found by its name. */
export function CommandPalette({ links, list }: CommandPaletteProps) {
  const t = useTranslations("organizer.shortcuts")
  const dialog = useRef<HTMLDialogElement>(null)
  const [ofPage, setOfPage] = useState<Command[]>([])
  const [text, setText] = useState("")
  const [position, setPosition] = useState(0)
  const isHydrated = useHydrated()

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
      if (event.key.toLowerCase() !== "k" || event.isComposing) return
      event.preventDefault()
      if (dialog.current?.open) return dialog.current.close()
      // Before the dialog opens: it has keys of its own.
      setOfPage(
        labelledShortcuts()
          .filter(isCommand)
          .map((shortcut) => ({ ...shortcut, id: shortcut.keys })),
      )
      setText("")
      setPosition(0)
      dialog.current?.showModal()
    }
    document.addEventListener("keydown", onKeyDown)
    return () => document.removeEventListener("keydown", onKeyDown)
  }, [])

  const go = (href: string) => () => window.location.assign(href)
  const pages = links.map(({ label, href, keys }) => ({ id: href, label, keys, run: go(href) }))
  const found = [...ofPage, ...pages].filter(({ label }) => fold(label).includes(fold(text.trim())))
  const search = list !== null && text.trim() !== ""
  const commands: Command[] = search
    ? [
        ...found,
        {
          ...{ id: "search", keys: "" },
          label: t("search", { text: text.trim() }),
          run: go(`${list}?q=${encodeURIComponent(text.trim())}`),
        },
      ]
    : found
  const active = commands[Math.min(position, commands.length - 1)]

  const run = (command: Command | undefined) => {
    if (!command) return
    dialog.current?.close()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (event.key === "Enter" && !event.nativeEvent.isComposing) run(active)
    else if (step) setPosition((before) => Math.max(0, Math.min(before + step, commands.length - 1)))
    else return
    event.preventDefault()
  }
  if (!isHydrated) return null
  return (
    <dialog ref={dialog} className="sheet palette" aria-label={t("palette")}>
      <input
        type="text"
        role="combobox"
        aria-label={t("palette")}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active && `${id}-${active.id}`}
        placeholder={t("palette")}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        className={`${controlLook.line} w-full`}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setPosition(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={`${id}-list`} aria-label={t("palette")} className="mt-3">
        {commands.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which has the focus
          <div
            key={command.id}
            id={`${id}-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === active}
            className="palette-command"
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            {command.keys && <kbd className="key">{command.keys.toUpperCase()}</kbd>}
          </div>
        ))}
      </div>
      {commands.length === 0 && (
        <p role="status" className="py-2 text-ink-2">
          {t("nothing")}
        </p>
      )}
    </dialog>
  )
}
