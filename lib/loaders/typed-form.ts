import "server-only"
import { headers } from "next/headers"
import { submittedValues } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { readAskedPage } from "@/lib/auth/asked-page"
import { openedByField, readOpener } from "@/lib/auth/form-opener"
import { isOwnOrigin } from "@/lib/auth/own-origin"
import { loadPerson } from "@/lib/auth/session"
import { dropTypedForm, keepTypedForm, readTypedForm } from "@/lib/auth/typed-cookie"
import { environment } from "@/lib/env"

/** Codes are typed anew, and who opened the form is no part of what was typed. */
export const neverKept = ["code", openedByField]

function pathnameOf(path: string): string {
  return path.split("?", 1)[0] ?? path
}

/**
 * For actions, before they ask who is there: keeps what was typed into a form whose session has ended since its page was
 * opened, or which is sent under somebody else's, for the person the page was made for and for nobody else. A form that its
 * own person sends ends what was kept for its page.
 */
export async function keepTyped(form: FormData): Promise<void> {
  const { path } = await readAskedPage()
  if (path === null || !isOwnOrigin(await headers(), environment())) return
  const page = pathnameOf(path)
  const personId = readOpener(form)
  const person = await loadPerson()
  if (person && (personId === null || personId === person.id)) {
    if ((await readTypedForm())?.path === page) await dropTypedForm()
    return
  }
  if (personId === null) return
  const isKept = await keepTypedForm({ personId, path: page, values: submittedValues(form, neverKept) })
  // The sign-in page must not promise an earlier form in place of this one.
  if (!isKept) await dropTypedForm()
}

/** What was typed into the form of the page that is asked for, if it was by whoever is signed in now; or null. */
export async function loadTypedForm(): Promise<{ path: string; values: FormState["values"] } | null> {
  const kept = await readTypedForm()
  if (!kept) return null
  const { path } = await readAskedPage()
  const person = await loadPerson()
  const isTheirs = person?.id === kept.personId && path !== null && pathnameOf(path) === kept.path
  return isTheirs ? { path: kept.path, values: kept.values } : null
}

/** Whether a form of this page is kept for whoever opened it; says nothing of what is in it. */
export async function isTypedFormKept(page: string): Promise<boolean> {
  return (await readTypedForm())?.path === pathnameOf(page)
}
