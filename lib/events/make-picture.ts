import { createHash } from "node:crypto"
import sharp, { type OutputInfo, type Sharp } from "sharp"
import type { PictureFile } from "@/lib/db/queries/pictures"
import type { EditorIssueCode, Issue } from "@/lib/domain/issue"
import {
  cropTo,
  largestPicture,
  type Picture,
  type PictureFocus,
  type PictureFormat,
  type PictureShape,
  pictureFormats,
  wholePictures,
} from "@/lib/domain/picture"

/** A picture with its files. */
export type MadePicture = Picture & { files: PictureFile[] }

export type PictureMaking = { ok: true; made: MadePicture } | { ok: false; issue: Issue<EditorIssueCode> }

const refused = (code: EditorIssueCode, limit?: number): PictureMaking => ({
  ok: false,
  issue: { code, ...(limit !== undefined && { limit }) },
})

function tooSmall({ narrowest, ratio }: PictureShape): PictureMaking {
  const text = String(Math.round(narrowest / ratio))
  return { ok: false, issue: { code: "picture_too_small", limit: narrowest, text } }
}

/** Where a format begins, how far it may go down, and by how much to go where a picture weighs twice what it may. */
const quality: Record<PictureFormat, { best: number; worst: number; halving: number }> = {
  avif: { best: 58, worst: 5, halving: 11 },
  webp: { best: 80, worst: 1, halving: 32 },
}

/** Pixels on the longer side of what its organizer chooses the part on that is shown. */
const smallSide = 640

/** What a picture is made into: its shape, and the part of it that matters. */
export type Cut = { shape: PictureShape; focus: PictureFocus }

const widthsOf = ({ widths }: PictureShape) => Object.keys(widths).map(Number)

const slowest = { seconds: 30 }

/** Pictures worked on or waiting: one alone may be 200 MB to its decoder. */
const mostWaiting = 4

let waiting = 0
let turn: Promise<unknown> = Promise.resolve()

/** One picture at a time; refused when too many wait, or when it takes too long. */
async function inTurn(make: () => Promise<PictureMaking>): Promise<PictureMaking> {
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

/** Makes a picture of a file that somebody sent. What else the file says, like where it was taken, is left out. */
export async function makePicture(file: Uint8Array, how: Cut): Promise<PictureMaking> {
  if (file.byteLength === 0) return refused("picture_empty")
  if (file.byteLength > largestPicture.bytes)
    return refused("picture_too_heavy", largestPicture.bytes / 1024 / 1024)
  const format = formatOf(file)
  if (format === undefined) return refused("picture_unknown")
  return inTurn(() => make(file, format, how))
}

/** Cuts a picture again from what was kept of it. */
export async function cutPicture(source: Uint8Array<ArrayBuffer>, how: Cut): Promise<PictureMaking> {
  return inTurn(async () => ({ ok: true, made: await cut(source, how) }))
}

async function make(file: Uint8Array, format: string, how: Cut): Promise<PictureMaking> {
  const source = await decode(file, format, how)
  return source instanceof Uint8Array ? { ok: true, made: await cut(source, how) } : source
}

/** The whole picture as it is kept, upright and without what else was in its file. */
async function decode(
  file: Uint8Array,
  format: string,
  { shape, focus }: Cut,
): Promise<Uint8Array<ArrayBuffer> | PictureMaking> {
  try {
    // A header costs nothing, whatever size it speaks of; `open` refuses what is too large by itself.
    const { autoOrient, ...found } = await sharp(file, { limitInputPixels: false }).metadata()
    if (found.format !== format || (format === "heif" && found.compression !== "av1"))
      return refused("picture_unknown")
    const { width, height } = autoOrient
    if (Math.max(width, height) > largestPicture.side || width * height > largestPicture.pixels)
      return refused("picture_too_large", largestPicture.side)
    const crop = cropTo(shape.ratio, autoOrient, focus)
    if (crop.width < shape.narrowest) return tooSmall(shape)
    const widest = Math.max(...widthsOf(shape))
    const scale = Math.min(1, Math.max(shape.sourceSide / Math.max(width, height), widest / crop.width))
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

async function cut(source: Uint8Array<ArrayBuffer>, { shape, focus }: Cut): Promise<MadePicture> {
  const { width, height } = await sharp(source).metadata()
  const box = cropTo(shape.ratio, { width, height }, focus)
  const widths = widthsOf(shape).filter((each) => each <= box.width)
  const files: PictureFile[] = []
  for (const each of widths) {
    const small = sharp(source)
      .timeout(slowest)
      .extract(box)
      .resize({ width: each, height: Math.round(each / shape.ratio), fit: "fill" })
    const { data, info } = await small.raw().toBuffer({ resolveWithObject: true })
    const encoded = pictureFormats.map(async (format) => ({
      name: `${each}.${format}`,
      bytes: await encode(data, info, format, shape.widths[each] ?? 0),
    }))
    files.push(...(await Promise.all(encoded)))
  }
  const small = await sharp(source)
    .resize({ width: smallSide, height: smallSide, fit: "inside" })
    .webp({ quality: 70 })
    .toBuffer()
  files.push({ name: wholePictures.small, bytes: new Uint8Array(small) })
  files.push({ name: wholePictures.source, bytes: source })
  const hash = createHash("sha256")
  for (const { name, bytes } of files) hash.update(name).update(bytes)
  return { hash: hash.digest("hex").slice(0, 32), widths, focus, files }
}

/** As good as its weight allows. */
async function encode(
  data: Buffer,
  { width, height, channels }: OutputInfo,
  format: PictureFormat,
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
