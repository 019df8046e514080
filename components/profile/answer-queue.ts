/** Form entries of one question, its fingerprint among them. */
export type QueuedEntries = [name: string, value: string][]

/** Answers that have not reached the server, by question key. */
export type QueuedAnswers = Record<string, QueuedEntries>

function slot(url: string): string {
  return `gatehouse.answers ${url}`
}

/**
 * What was typed here and has not reached the server. In the tab's own storage: it survives a reload and being offline,
 * and is gone with the tab, because people also answer on computers that are not theirs.
 */
export function readQueue(url: string): QueuedAnswers {
  try {
    return JSON.parse(sessionStorage.getItem(slot(url)) ?? "{}")
  } catch {
    return {}
  }
}

/** Storage may be full or forbidden; the form still posts. */
export function writeQueue(url: string, queue: QueuedAnswers): void {
  try {
    if (Object.keys(queue).length === 0) sessionStorage.removeItem(slot(url))
    else sessionStorage.setItem(slot(url), JSON.stringify(queue))
  } catch {
    return
  }
}

/** What a form says about one question now. */
export function entriesOf(form: HTMLFormElement, key: string): QueuedEntries {
  return [...new FormData(form).entries()].flatMap(([name, value]) =>
    (name === key || name.startsWith(`${key}.`)) && typeof value === "string" ? [[name, value]] : [],
  )
}

/** Puts queued answers back into the form they were typed into; its fingerprints are newer and stay. */
export function restoreEntries(form: HTMLFormElement, key: string, entries: QueuedEntries): void {
  const values = (name: string) => entries.filter(([field]) => field === name).map(([, value]) => value)
  for (const control of form.elements) {
    const isField =
      control instanceof HTMLInputElement ||
      control instanceof HTMLSelectElement ||
      control instanceof HTMLTextAreaElement
    if (!isField || control.type === "hidden") continue
    if (control.name !== key && !control.name.startsWith(`${key}.`)) continue
    if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) {
      control.checked = values(control.name).includes(control.value)
    } else control.value = values(control.name)[0] ?? ""
  }
}
