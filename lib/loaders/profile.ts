import "server-only"
import { getLocale } from "next-intl/server"
import { cache } from "react"
import { completeSubject, type Subject } from "@/lib/delivery/subject"
import { type EventWithQuestions, localiseEvent } from "@/lib/domain/event"
import { openQuestions, profileQuestions, progress } from "@/lib/domain/profile"
import { localiseQuestion } from "@/lib/domain/question"
import { journalProfile, type ProfileView, readProfile } from "@/lib/profile/view"
import { runtime } from "@/lib/runtime"
import { loadOwner } from "./account"
import { nothingHere } from "./nothing-here"
import { findStoredTicket } from "./ticket"

/** `subject` as it is stored; `event` and the questions of `view` as they are shown. */
export type Profile = { subject: Subject; event: EventWithQuestions; view: ProfileView }

/** Whose answers somebody may see and change: their own. Null for everybody else. */
export const findOwnSubject = cache(async (id: string): Promise<Subject | null> => {
  const ticket = await findStoredTicket(id)
  return ticket && completeSubject(await runtime(), ticket)
})

async function shown(subject: Subject, view: ProfileView): Promise<Profile> {
  const language = await getLocale()
  const questions = view.questions.map((question) => localiseQuestion(question, language))
  return { subject, event: localiseEvent(subject.event, language), view: { ...view, questions } }
}

/** One's own answers as GATE and the journal have them; for everybody else as `loadTicket`. Read once a request. */
export const loadProfile = cache(async (id: string): Promise<Profile> => {
  await loadOwner()
  const subject = (await findOwnSubject(id)) ?? nothingHere()
  return shown(subject, await readProfile(await runtime(), subject))
})

/** The same from the journal alone, for a save, which reads the record itself. */
export async function loadKeptProfile(id: string): Promise<Profile> {
  await loadOwner()
  const subject = (await findOwnSubject(id)) ?? nothingHere()
  return shown(subject, journalProfile(await runtime(), subject))
}

export type OpenQuestions = { open: number; answered: number; total: number }

/** What a ticket says of the questions still open, without asking GATE; null when there is nothing to say. */
export async function loadOpenQuestions(id: string): Promise<OpenQuestions | null> {
  const subject = await findOwnSubject(id)
  if (!subject) return null
  const view = journalProfile(await runtime(), subject)
  const questions = profileQuestions(view.questions)
  const contested = Object.keys(view.contested).length
  const open = contested || openQuestions(questions, view.answers).length
  return view.state === "open" && open > 0 ? { open, ...progress(questions, view.answers) } : null
}
