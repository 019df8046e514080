import sharp from "sharp"
import { type CoverFocus, cropTo } from "@/lib/domain/cover"
import { lightPalette } from "@/lib/mail/palette"

/** The ticket of public/icon.svg. */
const ticket =
  "M6 4h20a3 3 0 0 1 3 3v10a3 3 0 0 0 0 6v2a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-2a3 3 0 0 0 0-6V7a3 3 0 0 1 3-3z"

/** Points, as Apple counts them; pictures come in one, two and three pixels for each. */
const iconSize = 29
const logoSize = 50

/** What Apple takes beside an event ticket's fields, 375 × 98 points, in two pixels for each. */
const strip = { width: 750, height: 196 }

function draw(inner: string, size: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${inner}</svg>`
  return sharp(Buffer.from(svg), { density: (72 * size) / 32 })
    .resize(size, size)
    .png()
    .toBuffer()
}

/** Icon and logo in an event's colour, by their names in the pass. */
export async function drawPassPictures(hue: number): Promise<Record<string, Buffer>> {
  const { solid, onSolid } = lightPalette(hue)
  const icon = `<rect width="32" height="32" fill="${solid}"/><path fill="${onSolid}" transform="translate(3.2 3.2) scale(.8)" d="${ticket}"/>`
  const logo = `<path fill="${onSolid}" d="${ticket}"/>`
  const pictures: Record<string, Buffer> = {}
  for (const [scale, suffix] of [
    [1, ""],
    [2, "@2x"],
    [3, "@3x"],
  ] as const) {
    pictures[`icon${suffix}.png`] = await draw(icon, iconSize * scale)
    pictures[`logo${suffix}.png`] = await draw(logo, logoSize * scale)
  }
  return pictures
}

/** The part of a cover that a pass has room for. */
export async function cutStrip(cover: Uint8Array, focus: CoverFocus): Promise<Buffer> {
  const picture = sharp(cover)
  const { width, height } = await picture.metadata()
  return picture
    .extract(cropTo(strip.width / strip.height, { width, height }, focus))
    .resize(strip)
    .png({ palette: true })
    .toBuffer()
}
