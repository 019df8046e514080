import { headers } from "next/headers"
import { requireSameSite } from "@/lib/auth/request"
import { AppError } from "@/lib/domain/errors"
import { switchLanguage } from "@/lib/loaders/language"

/** Where the reader came from, on this site only: a path, never an address. */
async function previousPath(): Promise<string> {
  const referer = (await headers()).get("referer")
  if (!referer || !URL.canParse(referer)) return "/"
  const { pathname, search } = new URL(referer)
  return `/${pathname.replace(/^\/+/, "")}${search}`
}

/** Takes the footer's choice of language and leads back to the page it was made on. */
export async function POST(request: Request): Promise<Response> {
  try {
    await requireSameSite()
  } catch (error) {
    if (error instanceof AppError) return new Response("Forbidden", { status: 403 })
    throw error
  }
  const form = await request.formData().catch(() => null)
  if (!form) return new Response("Bad Request", { status: 400 })
  await switchLanguage(form)
  return new Response(null, { status: 303, headers: { location: await previousPath() } })
}
