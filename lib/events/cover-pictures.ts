import { createHash } from "node:crypto"
import sharp, { type OutputInfo, type Sharp } from "sharp"
import type { CoverPicture } from "@/lib/db/queries/covers"
import {
  type CoverFocus,
  type CoverFormat,
  coverFormats,
  coverRatio,
  coverWidths,
  cropTo,
  type EventCover,
  largestPicture,
  narrowestCover,
  wholePictures,
} from "@/lib/domain/cover"
import type { EditorIssueCode, Issue } from "@/lib/domain/issue"

/** Pictures of a cover, and what the event says of them. */
export type MadeCover = Pick<EventCover, "hash" | "widths" | "focus"> & { pictures: CoverPicture[] }

export type CoverMaking = { ok: true; made: MadeCover } | { ok: false; issue: Issue<EditorIssueCode> }

const refused = (code: EditorIssueCode, limit?: number): CoverMaking => ({
  ok: false,
  issue: { code, ...(limit !== undefined && { limit }) },
})

/** Bytes a picture may weigh by its width: a phone takes the first or the second (docs/measurements.md). */
const heaviest: Record<number, number> = { 480: 30_000, 800: 60_000, 1200: 130_000, 1600: 220_000 }

/** Where a format begins, how far it may go down, and by how much to go where a picture weighs twice what it may. */
const quality: Record<CoverFormat, { best: number; worst: number; halving: number }> = {
  avif: { best: 58, worst: 5, halving: 11 },
  webp: { best: 80, worst: 1, halving: 32 },
}

/** Pixels on the longer side of what is kept to be cut again, unless the part that is shown needs more. */
const sourceSide = 2_560

/** The same of what its organizer chooses that part on. */
const smallSide = 640

const widest = Math.max(...coverWidths)

const slowest = { seconds: 30 }

/** Pictures worked on or waiting: one alone may be 200 MB to its decoder. */
const mostWaiting = 4

let waiting = 0
let turn: Promise<unknown> = Promise.resolve()

/** One picture at a time; refused when too many wait, or when it takes too long. */
async function inTurn(make: () => Promise<CoverMaking>): Promise<CoverMaking> {
  if (waiting >= mostWaiting) return refused("picture_busy")
  waiting += 1
  const made = turn.then(make, make).finally(() => {
    waiting -= 1
  })
  turn = made.catch(() => undefined)
  return made.catch((error: unknown) => {
    if (tookTooLong(error)) return refused("picture_busy")
    throw error
  })
}

/** Whether `sharp` gave up by its clock: that says nothing about the picture. */
export function tookTooLong(error: unknown): boolean {
  return error instanceof Error && /^timeout: \d+% complete/.test(error.message)
}

const signatures: { format: string; at: number; starts: string }[] = [
  { format: "jpeg", at: 0, starts: "\xff\xd8\xff" },
  { format: "png", at: 0, starts: "\x89PNG\r\n\x1a\n" },
  { format: "webp", at: 8, starts: "WEBP" },
  { format: "heif", at: 4, starts: "ftypavif" },
  { format: "heif", at: 4, starts: "ftypavis" },
  { format: "heif", at: 4, starts: "ftypmif1" },
]

/** What a file is by its first bytes; no other decoder ever sees it. */
function formatOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1")
  return signatures.find(({ at, starts }) => head.startsWith(starts, at))?.format
}

/** Reads the first picture of a file, and nothing that is much too large. */
function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: largestPicture.pixels, failOn: "error", sequentialRead: true })
}

/** Makes a cover's pictures of a file that somebody sent. What else the file says, like where it was taken, is left out. */
export async function makeCover(file: Uint8Array, focus: CoverFocus): Promise<CoverMaking> {
  if (file.byteLength === 0) return refused("picture_empty")
  if (file.byteLength > largestPicture.bytes)
    return refused("picture_too_heavy", largestPicture.bytes / 1024 / 1024)
  const format = formatOf(file)
  if (format === undefined) return refused("picture_unknown")
  return inTurn(() => make(file, format, focus))
}

/** Cuts a cover again from what was kept of it. */
export async function cutCover(source: Uint8Array<ArrayBuffer>, focus: CoverFocus): Promise<CoverMaking> {
  return inTurn(async () => ({ ok: true, made: await cut(source, focus) }))
}

async function make(file: Uint8Array, format: string, focus: CoverFocus): Promise<CoverMaking> {
  const source = await decode(file, format, focus)
  return source instanceof Uint8Array ? { ok: true, made: await cut(source, focus) } : source
}

/** The whole picture as it is kept, upright and without what else was in its file. */
async function decode(
  file: Uint8Array,
  format: string,
  focus: CoverFocus,
): Promise<Uint8Array<ArrayBuffer> | CoverMaking> {
  try {
    // A header costs nothing, whatever size it speaks of; `open` refuses what is too large by itself.
    const { autoOrient, ...found } = await sharp(file, { limitInputPixels: false }).metadata()
    if (found.format !== format || (format === "heif" && found.compression !== "av1"))
      return refused("picture_unknown")
    const { width, height } = autoOrient
    if (Math.max(width, height) > largestPicture.side || width * height > largestPicture.pixels)
      return refused("picture_too_large", largestPicture.side)
    const crop = cropTo(coverRatio, autoOrient, focus)
    if (crop.width < narrowestCover) return refused("picture_too_small", narrowestCover)
    const scale = Math.min(1, Math.max(sourceSide / Math.max(width, height), widest / crop.width))
    const source = await open(file)
      .timeout(slowest)
      .autoOrient()
      .resize({ width: Math.round(width * scale), height: Math.round(height * scale), fit: "fill" })
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .webp({ quality: 90 })
      .toBuffer()
    return new Uint8Array(source)
  } catch (error) {
    if (tookTooLong(error)) throw error
    return refused("picture_broken")
  }
}

async function cut(source: Uint8Array<ArrayBuffer>, focus: CoverFocus): Promise<MadeCover> {
  const { width, height } = await sharp(source).metadata()
  const box = cropTo(coverRatio, { width, height }, focus)
  const widths = coverWidths.filter((each) => each <= box.width)
  const pictures: CoverPicture[] = []
  for (const each of widths) {
    const small = sharp(source)
      .timeout(slowest)
      .extract(box)
      .resize({ width: each, height: Math.round(each / coverRatio), fit: "fill" })
    const { data, info } = await small.raw().toBuffer({ resolveWithObject: true })
    const encoded = coverFormats.map(async (format) => ({
      name: `${each}.${format}`,
      bytes: await encode(data, info, format, heaviest[each] ?? 0),
    }))
    pictures.push(...(await Promise.all(encoded)))
  }
  const small = await sharp(source)
    .resize({ width: smallSide, height: smallSide, fit: "inside" })
    .webp({ quality: 70 })
    .toBuffer()
  pictures.push({ name: wholePictures.small, bytes: new Uint8Array(small) })
  pictures.push({ name: wholePictures.source, bytes: source })
  const hash = createHash("sha256")
  for (const { name, bytes } of pictures) hash.update(name).update(bytes)
  return { hash: hash.digest("hex").slice(0, 32), widths, focus, pictures }
}

/** As good as its weight allows. */
async function encode(
  data: Buffer,
  { width, height, channels }: OutputInfo,
  format: CoverFormat,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { best, worst, halving } = quality[format]
  for (let level = best; ; ) {
    const picture = sharp(data, { raw: { width, height, channels } }).timeout(slowest)
    const encoded =
      format === "avif" ? picture.avif({ quality: level, effort: 2 }) : picture.webp({ quality: level })
    const bytes = new Uint8Array(await encoded.toBuffer())
    if (bytes.byteLength <= most || level === worst) return bytes
    const step = halving * Math.log2(bytes.byteLength / most)
    level = Math.max(worst, level - Math.max(4, Math.round(step)))
  }
}
