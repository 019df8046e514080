import "server-only"
import { cookies } from "next/headers"
import { loadPerson } from "@/lib/auth/session"
import { setLanguage } from "@/lib/db/queries/people"
import { environment } from "@/lib/env"
import { isLanguage, type Language } from "@/lib/i18n/languages"
import { languageCookie } from "@/lib/i18n/request"
import { runtime } from "@/lib/runtime"

/** The name under which a button of the language switch sends its language; no form has a field of it. */
export const languageField = "switch_language"

const lifetimeSeconds = 365 * 24 * 60 * 60

/** Remembers the chosen language in the browser, and for the mails of whoever is signed in. */
async function keepLanguage(language: Language): Promise<void> {
  const secure = environment().siteUrl.startsWith("https://")
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: lifetimeSeconds } as const
  ;(await cookies()).set(languageCookie, language, options)
  const person = await loadPerson()
  if (person) await setLanguage((await runtime()).db, person.id, language)
}

/** Whether a form was sent by a button of the language switch; then the language is the reader's from now on. */
export async function switchLanguage(form: FormData): Promise<boolean> {
  const language = form.get(languageField)
  if (typeof language !== "string" || !isLanguage(language)) return false
  await keepLanguage(language)
  return true
}
