"use client"

import { useEffect, useRef, useSyncExternalStore } from "react"
import { type Begun, keyName, matchKey } from "./shortcut-keys"

/** What a key does; with a label it stands on the sheet that `?` opens. */
type Shortcut = (() => void) | { run: () => void; label: string }

/** By key: a letter, `?`, `Enter`, `Escape`, `Space`, `ArrowDown`, `Shift+ArrowDown`, or two keys, `g a`. */
export type ShortcutMap = Record<string, Shortcut>

const storageKey = "gatehouse.shortcuts"
const maps = new Set<{ current: ShortcutMap }>()
const listeners = new Set<() => void>()
let begun: Begun = null

function readSwitch(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off"
  } catch {
    return true
  }
}

/** Whether single keys do anything (WCAG 2.1.4); kept in this browser. */
export function useShortcutSwitch(): [isOn: boolean, turn: (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(subscribe, readSwitch, () => true)
  const turn = (wanted: boolean) => {
    try {
      localStorage.setItem(storageKey, wanted ? "on" : "off")
    } catch {
      // A browser that keeps nothing forgets this too.
    }
    for (const listener of listeners) listener()
  }
  return [isOn, turn]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener("storage", listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener("storage", listener)
  }
}

/** Whether the element wants the key for itself. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest("dialog[open]")) return true
  if (target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return true
  return /^(Enter|Space)$/.test(key) && target.matches("a, button, summary, input")
}

function onKeyDown(event: KeyboardEvent): void {
  const { ctrlKey, metaKey, altKey, isComposing, defaultPrevented, target, timeStamp } = event
  const key = keyName(event)
  if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented || isTaken(target, key)) return
  if (!readSwitch()) return
  const known = new Map([...maps].flatMap(({ current }) => Object.entries(current)))
  const matched = matchKey(new Set(known.keys()), begun, { key, at: timeStamp })
  begun = matched.begun
  const shortcut = matched.shortcut && known.get(matched.shortcut)
  if (!shortcut) return
  event.preventDefault()
  if (typeof shortcut === "function") shortcut()
  else shortcut.run()
}

/**
 * Listens to keys while the component is there, except in fields, with Ctrl, Alt or ⌘, and when the reader turned single
 * keys off. Of two components that want the same key the later one gets it.
 */
export function useShortcuts(shortcuts: ShortcutMap): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    if (maps.size === 0) document.addEventListener("keydown", onKeyDown)
    maps.add(latest)
    return () => {
      maps.delete(latest)
      if (maps.size === 0) document.removeEventListener("keydown", onKeyDown)
    }
  }, [])
}

/** The shortcuts of the page that have a label, for the sheet and the palette. */
export function labelledShortcuts(): { keys: string; label: string; run: () => void }[] {
  return [...maps].flatMap(({ current }) =>
    Object.entries(current).flatMap(([keys, shortcut]) =>
      typeof shortcut === "function" ? [] : [{ keys, ...shortcut }],
    ),
  )
}
