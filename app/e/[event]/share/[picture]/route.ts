import { findPublishedEvent } from "@/lib/db/queries/events"
import { localiseEvent } from "@/lib/domain/event"
import { isLanguage } from "@/lib/i18n/languages"
import { runtime } from "@/lib/runtime"
import { sharePictureVersion } from "@/lib/sharing/pictured-event"
import { keptSharePicture } from "@/lib/sharing/share-picture"

type SharePictureContext = { params: Promise<{ event: string; picture: string }> }

/** `en-3fK9…png`, or `en.png` for whoever wants the picture of the day; `jpg` with a cover. */
const name = /^([a-z]{2})(?:-([\w-]{12}))?\.(?:png|jpg)$/

const year = 365 * 24 * 60 * 60

/** The picture of an event's address, for those it is shared with. An address with a version is good for ever. */
export async function GET(_: Request, { params }: SharePictureContext): Promise<Response> {
  const { event: slug, picture } = await params
  const [, language = "", version] = name.exec(picture) ?? []
  const { db } = await runtime()
  const event = isLanguage(language) ? await findPublishedEvent(db, slug) : null
  if (!event) return new Response("Not found", { status: 404 })
  const shown = localiseEvent(event, language)
  const isCurrent = version === sharePictureVersion(shown, language)
  const { bytes, type } = await keptSharePicture(db, shown, language)
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": type,
      "cache-control": isCurrent ? `public, max-age=${year}, immutable` : "public, max-age=300",
    },
  })
}
