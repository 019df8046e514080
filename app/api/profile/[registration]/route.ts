import { getTranslations } from "next-intl/server"
import { requireSameSite } from "@/lib/auth/request"
import { AppError } from "@/lib/domain/errors"
import { findOwnSubject } from "@/lib/loaders/profile"
import { parseAnswersForm } from "@/lib/profile/answers-form"
import { type SaveResult, saveOwnAnswers } from "@/lib/profile/save-answers"
import { journalProfile } from "@/lib/profile/view"
import { runtime } from "@/lib/runtime"

type SaveRouteContext = { params: Promise<{ registration: string }> }

/** Four answers of 255 characters, and room to spare; as much as a form action takes. */
const maxBytes = 64 * 1024

const headers = { "cache-control": "private, no-store" }

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status, headers })
}

async function isForeign(): Promise<boolean> {
  try {
    await requireSameSite()
    return false
  } catch (error) {
    if (error instanceof AppError) return true
    throw error
  }
}

async function textOf(result: SaveResult): Promise<string> {
  const t = await getTranslations("profile")
  if (result.kind === "removed" || result.kind === "closed") return t("form.unsaved")
  if (result.conflicts.length > 0 || result.refused.length > 0) return t("form.unsaved")
  if (result.kind === "waiting") return t("status.waiting")
  return result.saved.length > 0 ? t("status.saved") : ""
}

/**
 * Saves answers while they are typed. What is not an answer yet, such as half a phone number, is left alone until it is,
 * and says nothing: the person is still typing.
 */
export async function POST(request: Request, { params }: SaveRouteContext): Promise<Response> {
  if (await isForeign()) return refuse(403, "foreign_request")
  const subject = await findOwnSubject((await params).registration)
  if (!subject) return refuse(404, "not_found")
  if (Number(request.headers.get("content-length") ?? maxBytes + 1) > maxBytes)
    return refuse(413, "too_large")
  const form = await request.formData().catch(() => null)
  if (!form) return refuse(400, "not_a_form")
  const context = await runtime()
  const { registration, event } = subject
  const { submission } = parseAnswersForm(form, event.questions, {
    now: context.clock(),
    country: journalProfile(context, subject).country,
    answered: {},
  })
  const result = await saveOwnAnswers(context, registration.id, submission)
  const seen = "seen" in result ? savedOnly(result) : {}
  return Response.json({ text: await textOf(result), seen }, { headers })
}

/** A conflict keeps its old fingerprint, so that the form finds it again and asks. */
function savedOnly({ seen, conflicts }: Extract<SaveResult, { seen: object }>): Record<string, string> {
  const contested = conflicts.map(({ key }) => key)
  return Object.fromEntries(Object.entries(seen).filter(([key]) => !contested.includes(key)))
}
