import type { Messages } from "next-intl"
import { seenName } from "@/lib/domain/conflict"
import { entriesOf, type QueuedAnswers, readQueue, restoreEntries, writeQueue } from "./answer-queue"

/** Long enough that most people have finished a word. */
const quietMs = 800

export type AutosaveSetup = {
  url: string
  keys: string[]
  words: Pick<Messages["profile"]["form"], "offline" | "unsaved">
  form: () => HTMLFormElement | null
  report: (reply: SaveReply) => void
}

/** What is said of a save: a finished sentence, and the fingerprints the fields have from now on. */
export type SaveReply = { text: string; seen: Record<string, string> }

/** Saves what is typed after a pause, when the page goes away and when the network is back, one request at a time. */
export function createAutosave({ url, keys, words, form, report }: AutosaveSetup) {
  const dirty = new Set<string>()
  let timer: number | undefined
  let underWay: Promise<"arrived" | "refused" | "offline"> | null = null
  let mayGo = false

  function collect(): void {
    clearTimeout(timer)
    const element = form()
    if (!element || dirty.size === 0) return
    const typed = [...dirty].map((key) => [key, entriesOf(element, key)])
    dirty.clear()
    writeQueue(url, { ...readQueue(url), ...Object.fromEntries(typed) })
  }

  /** What was typed since stays queued, with the fingerprint its field has now. */
  function settle(sent: QueuedAnswers, reply: SaveReply): void {
    const left = Object.entries(readQueue(url)).filter(
      ([key, entries]) => JSON.stringify(entries) !== JSON.stringify(sent[key]),
    )
    const renewed = left.map(([key, entries]) => [
      key,
      entries.map(([name, value]) => [name, name === seenName(key) ? (reply.seen[key] ?? value) : value]),
    ])
    writeQueue(url, Object.fromEntries(renewed))
    report(reply)
  }

  async function send(keepalive: boolean) {
    const sent = readQueue(url)
    const body = new URLSearchParams(Object.values(sent).flat())
    try {
      const response = await fetch(url, { method: "POST", body, keepalive })
      if (response.ok) settle(sent, await response.json())
      else report({ text: words.unsaved, seen: {} })
      return response.ok ? "arrived" : "refused"
    } catch {
      report({ text: words.offline, seen: {} })
      return "offline"
    }
  }

  /** Sends what is queued, again and again until nothing is; false when the server cannot be reached. */
  async function flush(keepalive = false): Promise<boolean> {
    while (underWay && !keepalive) await underWay
    if (Object.keys(readQueue(url)).length === 0) return true
    underWay = send(keepalive)
    const result = await underWay
    underWay = null
    return result === "arrived" && !keepalive ? flush() : result !== "offline"
  }

  function leave(): void {
    collect()
    flush(true)
  }

  function resume(): void {
    flush()
  }

  return {
    /** A field was changed. */
    touch(key: string): void {
      if (!keys.includes(key)) return
      dirty.add(key)
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        collect()
        flush()
      }, quietMs)
    },
    /**
     * Null when the form may go now; else whether it may, once what is under way has arrived: a save that lands after
     * the form would look like somebody else's. What was typed is queued first, in case the form itself gets lost.
     */
    beforeSubmit(): Promise<boolean> | null {
      const isFree = navigator.onLine && underWay === null && Object.keys(readQueue(url)).length === 0
      collect()
      if (isFree || mayGo) {
        mayGo = false
        return null
      }
      return flush().then((isThrough) => {
        mayGo = isThrough
        return isThrough
      })
    },
    /** Brings back what an earlier page could not send. Returns how to stop. */
    start(): () => void {
      const element = form()
      for (const [key, entries] of Object.entries(readQueue(url))) {
        if (element && keys.includes(key)) restoreEntries(element, key, entries)
      }
      resume()
      addEventListener("online", resume)
      addEventListener("pagehide", leave)
      return () => {
        clearTimeout(timer)
        removeEventListener("online", resume)
        removeEventListener("pagehide", leave)
      }
    },
  }
}
