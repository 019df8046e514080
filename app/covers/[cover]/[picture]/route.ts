import { findPictureFile } from "@/lib/db/queries/pictures"
import { runtime } from "@/lib/runtime"

type CoverContext = { params: Promise<{ cover: string; picture: string }> }

const names = /^\d{3,4}\.(avif|webp)$/

const year = 365 * 24 * 60 * 60

/** A cover, or the picture of a speaker. Its address has the hash of what it shows, so whoever knows it may keep it for good. */
export async function GET(_: Request, { params }: CoverContext): Promise<Response> {
  const { cover, picture } = await params
  const [name, format] = names.exec(picture) ?? []
  const bytes =
    name && /^[\da-f]{32}$/.test(cover) ? await findPictureFile((await runtime()).db, cover, name) : null
  if (!bytes) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } })
  return new Response(bytes, {
    headers: {
      "content-type": `image/${format}`,
      "cache-control": `public, max-age=${year}, immutable`,
    },
  })
}
