import { type PicturedEvent, sharePictureVersion } from "./pictured-event"
import { drawSharePicture } from "./share-picture"

/** About 20 kB each. */
const mostKept = 100

const kept = new Map<string, Promise<Buffer>>()

/** The picture of an event, drawn once: it takes a tenth of a second and more, and strangers may ask for it. */
export function keptSharePicture(event: PicturedEvent, language: string): Promise<Buffer> {
  const version = sharePictureVersion(event, language)
  const known = kept.get(version)
  const picture = known ?? drawSharePicture(event, language)
  kept.delete(version)
  kept.set(version, picture)
  if (!known) picture.catch(() => kept.delete(version))
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return picture
}
