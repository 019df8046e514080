/** A picture that is shown with an event. Its bytes are rows of their own, found by `hash`. */
export type Picture = {
  /** Names its bytes: others have another one. Another focus that cuts the same part has the same. */
  hash: string
  /** Pixels it is kept in, the narrowest first. */
  widths: number[]
  focus: PictureFocus
}

/** What a kind of pictures is cut to. */
export type PictureShape = {
  /** Width by height; every place that shows it crops from that. */
  ratio: number
  /** Pixels it is made in, as far as the picture is that wide, and the bytes it may weigh in each. */
  widths: Record<number, number>
  /** Narrower than this it would be blurred on every phone. */
  narrowest: number
  /** Pixels on the longer side of what is kept to be cut again, unless the part that is shown needs more. */
  sourceSide: number
}

/** A cover; a phone takes its first or second width (docs/measurements.md). */
export const coverShape: PictureShape = {
  ratio: 16 / 9,
  widths: { 480: 30_000, 800: 60_000, 1200: 130_000, 1600: 220_000 },
  narrowest: 800,
  sourceSide: 2_560,
}

/** A speaker: 80 pixels on a page, and more for search engines. */
export const portraitShape: PictureShape = {
  ratio: 1,
  widths: { 160: 8_000, 240: 15_000, 480: 40_000 },
  narrowest: 160,
  sourceSide: 1_280,
}

/** A picture that is sent: bytes, pixels on one side, and pixels in all. More costs a decoder too much memory. */
export const largestPicture = { bytes: 8 * 1024 * 1024, side: 12_000, pixels: 50_000_000 } as const

/** The part of a picture that is always shown: column and row, line by line. */
export const pictureFocuses = [
  ...(["left_top", "center_top", "right_top"] as const),
  ...(["left_center", "center_center", "right_center"] as const),
  ...(["left_bottom", "center_bottom", "right_bottom"] as const),
] as const

export type PictureFocus = (typeof pictureFocuses)[number]

type Box = { left: number; top: number; width: number; height: number }

/** The largest part of a picture that has the ratio, as near to its focus as it can be. */
export function cropTo(
  ratio: number,
  { width, height }: { width: number; height: number },
  focus: PictureFocus,
): Box {
  const box =
    width > height * ratio
      ? { width: Math.round(height * ratio), height }
      : { width, height: Math.min(height, Math.round(width / ratio)) }
  const across = focus.startsWith("left") ? 0 : focus.startsWith("right") ? 1 : 0.5
  const down = focus.endsWith("top") ? 0 : focus.endsWith("bottom") ? 1 : 0.5
  return {
    ...box,
    left: Math.round((width - box.width) * across),
    top: Math.round((height - box.height) * down),
  }
}

export const pictureFormats = ["avif", "webp"] as const

export type PictureFormat = (typeof pictureFormats)[number]

/** Where a picture lies in one width and format; covers were the first, and addresses stay. */
export function picturePath({ hash }: Pick<Picture, "hash">, width: number, format: PictureFormat): string {
  return `/covers/${hash}/${width}.${format}`
}

/** Kept beside those that are shown: all of it, to cut again when another part matters, and small, to choose that part on. */
export const wholePictures = { source: "source.webp", small: "whole.webp" } as const

/** Ends the `seen` of a form whose picture was not saved: without it the form would put its words on somebody else's. */
export const awaitsPicture = "+picture"
