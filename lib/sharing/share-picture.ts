import path from "node:path"
import sharp from "sharp"
import type { Database } from "@/lib/db/database"
import { findPictureFile } from "@/lib/db/queries/pictures"
import type { EventCover } from "@/lib/domain/cover"
import { dateRange, dayTile } from "@/lib/domain/event-time"
import { cropTo } from "@/lib/domain/picture"
import { oklchToHex } from "@/lib/mail/colour"
import { type PicturedEvent, sharePictureSize, sharePictureVersion } from "./pictured-event"

const FONTS = path.join(process.cwd(), "lib/sharing/fonts")
const fontFiles = [
  "familjen-grotesk-latin.ttf",
  "familjen-grotesk-latin-ext.ttf",
  "familjen-grotesk-vietnamese.ttf",
  "noto-sans-arabic-bold.ttf",
]
/** Each letter comes from the first that has it. */
const families = "Familjen Grotesk,Noto Sans Arabic"

let fonts: Promise<unknown> | undefined

/** A font stays known to the process once a text was drawn with its file; a machine may have no font at all. */
function loadFonts(): Promise<unknown> {
  fonts ??= Promise.all(
    fontFiles.map((file) =>
      sharp({ text: { text: "A", font: families, fontfile: path.join(FONTS, file) } }).metadata(),
    ),
  ).catch((error: unknown) => {
    fonts = undefined
    throw error
  })
  return fonts
}

const margin = 72
const tile = 148

/** Where things stand, from the top: a cover takes the upper half, and what is written moves together below it. */
const places = {
  plain: {
    ...{ cover: 0, tile: margin, host: margin, line: 495, when: 520, below: 572 },
    title: { height: 232, bottom: 440, sizes: [92, 76, 60, 48] },
  },
  covered: {
    ...{ cover: 376, tile: 40, host: 386, line: 536, when: 551, below: 592 },
    title: { height: 94, bottom: 519, sizes: [72, 56, 44, 40] },
  },
}

/** What the fonts have: Latin as Europe and Vietnam write it, Arabic, and the punctuation of titles. */
const drawable =
  /[\u0020-\u007E\u00A0-\u0131\u0134-\u0148\u014A-\u017E\u01A0\u01A1\u01AF\u01B0\u0218-\u021B\u0600-\u06FF\u0750-\u077F\u08A0-\u08B4\u1E80-\u1E85\u1E9E\u1EA0-\u1EF9\u200C-\u200F\u2013\u2014\u2018-\u201A\u201C-\u201E\u2022\u2026\u2066-\u2069\u20AC\u2122]/u

/** A text without what none of the fonts has: a box in its place would say less than nothing. */
function drawableText(text: string): string {
  const characters = [...text.normalize("NFC")].filter((character) => drawable.test(character))
  return characters.join("").replace(/\s+/g, " ").trim()
}

function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}

type Line = { text: string; weight: "Bold" | "Medium"; colour: string; width: number; align?: "centre" }

type Drawn = { input: Buffer; width: number; height: number }

/** A text in at most `height` pixels: as large as `sizes` allow, and cut where even the smallest is too much. */
async function drawText(line: Line, sizes: number[], height: number): Promise<Drawn | null> {
  const text = drawableText(line.text)
  if (!text) return null
  let drawn: Drawn | null = null
  for (const size of sizes) {
    const { data, info } = await sharp({
      text: {
        text: `<span foreground="${line.colour}">${escapeMarkup(text)}</span>`,
        font: `${families} ${line.weight} ${size}`,
        width: line.width,
        ...(line.align && { align: line.align }),
        spacing: Math.round(size * 0.08),
        wrap: "word-char",
        rgba: true,
        dpi: 72,
      },
    })
      .png()
      .toBuffer({ resolveWithObject: true })
    drawn = { input: data, width: info.width, height: info.height }
    if (info.height <= height) return drawn
  }
  if (drawn === null) return null
  const cut = { left: 0, top: 0, width: drawn.width, height }
  return { ...drawn, height, input: await sharp(drawn.input).extract(cut).png().toBuffer() }
}

/** The field in the event's colour, with the notches of a ticket. */
function drawField(hue: number, at: number): Buffer {
  const { width, height } = sharePictureSize
  const field = oklchToHex(0.5, 0.17, hue)
  const paper = oklchToHex(0.985, 0.006, hue)
  const line = oklchToHex(0.72, 0.1, hue)
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height}" fill="${field}"/>
    <path d="M0 ${at - 27}a27 27 0 0 1 0 54zM${width} ${at - 27}a27 27 0 0 0 0 54z" fill="${paper}"/>
    <path d="M${margin - 24} ${at}H${width - margin + 24}" stroke="${line}" stroke-width="3" stroke-dasharray="3 12" stroke-linecap="round"/>
  </svg>`)
}

/** The white leaf for the day. */
function drawTile(hue: number): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${tile}" height="${tile}">
    <rect width="${tile}" height="${tile}" rx="24" fill="${oklchToHex(0.985, 0.006, hue)}"/>
  </svg>`)
}

/** A picture and what kind of one: photographs are JPEG, flat colour is PNG. */
export type SharePicture = { bytes: Buffer; type: "image/png" | "image/jpeg" }

/** The upper half of the picture, cut from a cover around what counts in it. */
async function drawCover(picture: Uint8Array, { focus }: EventCover): Promise<Drawn> {
  const size = { width: sharePictureSize.width, height: places.covered.cover }
  const { width, height } = await sharp(picture).metadata()
  const box = cropTo(size.width / size.height, { width, height }, focus)
  return { ...size, input: await sharp(picture).extract(box).resize(size).png().toBuffer() }
}

/**
 * The picture others see when an event's address is shared, 1200 × 630 pixels: its name, host, day and place in its own
 * colour, under its cover if `picture` is one of its pictures. Text is laid out by Pango, so that Arabic is joined and
 * runs from the right. `banner` stands where the host does.
 */
export async function drawSharePicture(
  event: PicturedEvent,
  language: string,
  { banner = event.host, picture = null }: { banner?: string; picture?: Uint8Array | null } = {},
): Promise<SharePicture> {
  const { width } = sharePictureSize
  await loadFonts()
  const isRtl = language === "ar"
  const light = oklchToHex(0.99, 0.005, event.hue)
  const ink = oklchToHex(0.23, 0.025, event.hue)
  const inner = width - 2 * margin
  const { month, day } = dayTile(event.startsAt, event.timeZone, language)
  const words = { weight: "Medium", colour: light, width: inner } as const
  const onTile = { colour: ink, width: tile, align: "centre" } as const
  const cover = event.cover && picture && (await drawCover(picture, event.cover))
  const at = cover ? places.covered : places.plain
  const [host, title, when, where, tileMonth, tileDay] = await Promise.all([
    drawText({ ...words, text: banner, width: inner - tile - 48 }, [34], 44),
    drawText({ ...words, weight: "Bold", text: event.title }, at.title.sizes, at.title.height),
    drawText({ ...words, weight: "Bold", text: dateRange(event, language) }, [36, 30], 48),
    drawText({ ...words, text: event.venueName }, [30, 24], 40),
    drawText({ ...onTile, weight: "Medium", text: month }, [32, 24], 44),
    drawText({ ...onTile, weight: "Bold", text: day }, [72], 80),
  ])
  const start = (drawn: Drawn) => (isRtl ? width - margin - drawn.width : margin)
  const centre = (drawn: Drawn) =>
    (isRtl ? margin : width - margin - tile) + Math.round((tile - drawn.width) / 2)
  const leaf = { input: drawTile(event.hue), width: tile, height: tile }
  const placed = [
    cover && { ...cover, left: 0, top: 0 },
    host && { ...host, left: start(host), top: at.host },
    title && { ...title, left: start(title), top: at.title.bottom - title.height },
    when && { ...when, left: start(when), top: at.when },
    where && { ...where, left: isRtl ? margin : width - margin - where.width, top: at.when + 4 },
    { ...leaf, left: centre(leaf), top: at.tile },
    tileMonth && { ...tileMonth, left: centre(tileMonth), top: at.tile + 20 },
    tileDay && { ...tileDay, left: centre(tileDay), top: at.tile + 62 },
  ].flatMap((drawn) => (drawn ? [drawn] : []))
  // A long date takes the line; the place then stands under it.
  const [date, place] = [when, where]
  if (date && place && date.width + place.width + 48 > inner) {
    const below = placed.find(({ input }) => input === place.input)
    if (below) Object.assign(below, { left: start(place), top: at.below })
  }
  const drawn = sharp(drawField(event.hue, at.line)).composite(
    placed.map(({ input, left, top }) => ({ input, left: Math.max(0, left), top })),
  )
  return cover
    ? { bytes: await drawn.jpeg({ quality: 82, mozjpeg: true }).toBuffer(), type: "image/jpeg" }
    : { bytes: await drawn.png({ palette: true, colours: 128 }).toBuffer(), type: "image/png" }
}

/** About 20 kB each, 90 with a cover. */
const mostKept = 100

const kept = new Map<string, Promise<SharePicture>>()

/** The picture of an event, drawn once: it takes a tenth of a second and more, and strangers may ask for it. */
export function keptSharePicture(
  db: Database,
  event: PicturedEvent,
  language: string,
): Promise<SharePicture> {
  const version = sharePictureVersion(event, language)
  const known = kept.get(version)
  const picture = known ?? drawWithCover(db, event, language)
  kept.delete(version)
  kept.set(version, picture)
  if (!known) picture.catch(() => kept.delete(version))
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return picture
}

async function drawWithCover(db: Database, event: PicturedEvent, language: string): Promise<SharePicture> {
  const { cover } = event
  const width = cover?.widths.find((each) => each >= sharePictureSize.width) ?? cover?.widths.at(-1)
  const picture = cover && (await findPictureFile(db, cover.hash, `${width}.webp`))
  return drawSharePicture(event, language, { picture })
}
