import "server-only"
import { findPictureFile } from "@/lib/db/queries/pictures"
import { largestPicture, type Picture, wholePictures } from "@/lib/domain/picture"
import { runtime } from "@/lib/runtime"

/** The picture a form was sent with; null when none was chosen, which browsers send as an empty file without a name. */
export async function readPicture(form: FormData): Promise<Uint8Array | null> {
  const file = form.get("picture")
  if (!(file instanceof File) || (file.size === 0 && file.name === "")) return null
  // One byte more is enough to know that it is too heavy.
  return new Uint8Array(await file.slice(0, largestPicture.bytes + 1).arrayBuffer())
}

/** All of a picture, small, as a data address for its form. */
export async function loadWholePicture(picture: Picture | null): Promise<string | null> {
  const small = picture && (await findPictureFile((await runtime()).db, picture.hash, wholePictures.small))
  return small && `data:image/webp;base64,${Buffer.from(small).toString("base64")}`
}
