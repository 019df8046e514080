import "server-only"
import { headers } from "next/headers"
import { readOpener } from "@/lib/auth/form-opener"
import { loadPerson } from "@/lib/auth/session"
import type { PersonRow } from "@/lib/db/queries/people"
import { normaliseEmail } from "@/lib/domain/email"
import { AppError } from "@/lib/domain/errors"

// Next evaluates a module once for pages and once for actions, as in refused-form.ts.
const slot: { [key: symbol]: WeakSet<object> | undefined } = globalThis as never
const key = Symbol.for("gatehouse.strangers-forms")
slot[key] ??= new WeakSet()
const strangersForms = slot[key]

/**
 * Who registers by a form: whoever the page that it came from showed, and not who has signed in since in another tab. A
 * form that asks for an address is of whoever has that address, null until they have proved it.
 * @throws AppError `other_person` when the form was made for somebody else than who is signed in now
 */
export async function requireRegistrant(form: FormData): Promise<PersonRow | null> {
  const person = await loadPerson()
  if (form.has("email")) {
    if (person && normaliseEmail(String(form.get("email"))) === person.email) return person
    strangersForms.add(await headers())
    return null
  }
  const opener = readOpener(form)
  if (person && opener !== null && opener !== person.id) throw new AppError("other_person")
  return person
}

/** For whom the registration form is shown: who is signed in, unless the page answers the form of a stranger. */
export async function loadRegistrant(): Promise<PersonRow | null> {
  return strangersForms.has(await headers()) ? null : loadPerson()
}
