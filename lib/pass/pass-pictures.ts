import sharp from "sharp"
import type { EventCover } from "@/lib/domain/cover"
import { cropTo } from "@/lib/domain/picture"
import { lightPalette } from "@/lib/mail/palette"

/** The ticket of public/icon.svg. */
const ticket =
  "M6 4h20a3 3 0 0 1 3 3v10a3 3 0 0 0 0 6v2a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-2a3 3 0 0 0 0-6V7a3 3 0 0 1 3-3z"

/** Points, as Apple counts them; pictures come in one, two and three pixels for each. */
const iconSize = 29
const logoSize = 50

/** What Apple takes beside an event ticket's fields, 375 × 98 points, in two pixels for each. */
const strip = { width: 750, height: 196 }

/** The title is written on it, nearly white: over the brightest cover it still has a contrast of 3 to 1. */
const shade = { ...strip, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } } as const

function draw(inner: string, size: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${inner}</svg>`
  return sharp(Buffer.from(svg), { density: (72 * size) / 32 })
    .resize(size, size)
    .png()
    .toBuffer()
}

/** As many pictures are kept as there are events whose phones ask for their passes at once. */
const mostKept = 30

/** What was asked for before is not made again: drawing takes longer than all the rest of a pass. */
class Kept<Made> {
  private readonly made = new Map<string, Promise<Made>>()

  get(name: string, make: () => Promise<Made>): Promise<Made> {
    const known = this.made.get(name)
    if (known) return known
    if (this.made.size >= mostKept) this.made.clear()
    const making = make()
    this.made.set(name, making)
    making.catch(() => this.made.delete(name))
    return making
  }
}

const ownPictures = new Kept<Record<string, Buffer>>()
const strips = new Kept<Buffer>()

/** Icon and logo in an event's colour, by their names in the pass. */
export function drawPassPictures(hue: number): Promise<Record<string, Buffer>> {
  return ownPictures.get(String(hue), async () => {
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
  })
}

/** The part of an event's cover that a pass has room for. */
export function cutStrip(
  { hash, focus }: Pick<EventCover, "hash" | "focus">,
  picture: Uint8Array,
): Promise<Buffer> {
  return strips.get(`${hash} ${focus}`, async () => {
    const cover = sharp(picture)
    const { width, height } = await cover.metadata()
    return cover
      .extract(cropTo(strip.width / strip.height, { width, height }, focus))
      .resize(strip)
      .composite([{ input: { create: shade } }])
      .png({ palette: true })
      .toBuffer()
  })
}
