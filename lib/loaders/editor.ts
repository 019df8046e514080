import "server-only"
import type { OrganizerEvent } from "@/lib/domain/event"
import type { EditorContext } from "@/lib/events/editor-context"
import { languageNames, languages } from "@/lib/i18n/languages"
import { runtime } from "@/lib/runtime"

/** What the use cases of the editor work with. */
export async function loadEditorContext(): Promise<EditorContext> {
  const { db, clock, newId, keys, gateTextLength } = await runtime()
  return { db, clock, newId, keys, gateTextLength, languages }
}

/** The languages Gatehouse speaks, each under its own name. */
export const namedLanguages = languages.map((code) => ({ code, name: languageNames[code] }))

/** The languages of an event, its own first. */
export function languagesOf({ languages }: Pick<OrganizerEvent, "languages">) {
  return languages.flatMap((code) => namedLanguages.find((known) => known.code === code) ?? [])
}

/** The languages an event is translated into: all but its own. */
export function translationsOf(event: Pick<OrganizerEvent, "languages">) {
  return languagesOf(event).slice(1)
}

/** Every zone there is, and those that are in use although the list names them otherwise. */
export function timeZones(...inUse: string[]): string[] {
  return [...new Set([...inUse, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort()
}

/** Every value a form sent, by name, files left out. */
export function formValuesOf(form: FormData): Record<string, string[]> {
  const values = new Map<string, string[]>()
  for (const [name, value] of form.entries()) {
    if (typeof value === "string") values.set(name, [...(values.get(name) ?? []), value])
  }
  return Object.fromEntries(values)
}
