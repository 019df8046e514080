/** The cover of an event: a picture and words for whoever can't see it. Its pictures are rows of their own, found by `hash`. */
export type EventCover = {
  /** Names its pictures: others have another one. Another focus that cuts the same part has the same. */
  hash: string
  /** Pixels it is kept in, the narrowest first. */
  widths: number[]
  focus: CoverFocus
  /** What it shows, in the event's own language. */
  alt: string
  /** The same in its other languages. */
  translations: Record<string, string>
}

/** The shape a cover is cut to; every place that shows it crops from that. */
export const coverRatio = 16 / 9

/** Pixels a cover is made in, as far as the picture is that wide. */
export const coverWidths = [480, 800, 1200, 1600] as const

/** Narrower than this it would be blurred on every phone. */
export const narrowestCover = coverWidths[1]

/** A picture that is sent: bytes, pixels on one side, and pixels in all. More costs a decoder too much memory. */
export const largestPicture = { bytes: 8 * 1024 * 1024, side: 12_000, pixels: 50_000_000 } as const

/** Characters; a screen reader reads them in one go. */
export const longestAlt = 250

/** The part of a picture that is always shown: column and row, line by line. */
export const coverFocuses = [
  ...(["left_top", "center_top", "right_top"] as const),
  ...(["left_center", "center_center", "right_center"] as const),
  ...(["left_bottom", "center_bottom", "right_bottom"] as const),
] as const

export type CoverFocus = (typeof coverFocuses)[number]

type Box = { left: number; top: number; width: number; height: number }

/** The largest part of a picture that has the ratio, as near to its focus as it can be. */
export function cropTo(
  ratio: number,
  { width, height }: { width: number; height: number },
  focus: CoverFocus,
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

export const coverFormats = ["avif", "webp"] as const

export type CoverFormat = (typeof coverFormats)[number]

/** Where a cover lies in one width and format. */
export function coverPath({ hash }: Pick<EventCover, "hash">, width: number, format: CoverFormat): string {
  return `/covers/${hash}/${width}.${format}`
}

/** Kept beside those that are shown: all of it, to cut again when another part matters, and small, to choose that part on. */
export const wholePictures = { source: "source.webp", small: "whole.webp" } as const

/** Ends the `seen` of a form whose picture was not saved: without it the form would put its words on somebody else's. */
export const awaitsPicture = "+picture"

/** What organizers do with a cover. */
export const coverActs = ["added", "replaced", "changed", "removed"] as const

export type CoverAct = (typeof coverActs)[number]

/** How the audit trail names it. */
export function coverActName(act: CoverAct): `event.cover_${CoverAct}` {
  return `event.cover_${act}`
}
