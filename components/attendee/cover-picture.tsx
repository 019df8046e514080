import type { EventCover } from "@/lib/domain/cover"
import { coverShape, type Picture, type PictureFormat, picturePath } from "@/lib/domain/picture"

type CoverPictureProps = {
  cover: EventCover
  /** How wide it is shown on more than a phone, as `sizes` says it. */
  sizes: string
  className: string
  /** What a page opens with; anything else is loaded as it comes into view, and says only what stands beside it. */
  isFirst?: boolean
}

/** On a phone twice its pixels are enough: three would be twice the bytes. */
const phone = { media: "(max-width: 40rem)", widest: 800 }

/** The widths of a picture as `srcset` has them. */
export function sourceSet(
  picture: Picture,
  format: PictureFormat,
  widest = Number.POSITIVE_INFINITY,
): string {
  const widths = picture.widths.filter((width) => width <= widest)
  return widths.map((width) => `${picturePath(picture, width, format)} ${width}w`).join(", ")
}

/** An event's cover in the lightest format and width that a browser takes. */
export function CoverPicture({ cover, sizes, className, isFirst = false }: CoverPictureProps) {
  const { widths, focus, alt } = cover
  const widest = widths.at(-1) ?? 0
  return (
    <picture>
      {(["avif", "webp"] as const).map((format) => (
        <source
          key={`phone ${format}`}
          media={phone.media}
          type={`image/${format}`}
          srcSet={sourceSet(cover, format, phone.widest)}
          sizes="100vw"
        />
      ))}
      <source type="image/avif" srcSet={sourceSet(cover, "avif")} sizes={sizes} />
      <img
        src={picturePath(cover, widths[0] ?? 0, "webp")}
        srcSet={sourceSet(cover, "webp")}
        sizes={sizes}
        width={widest}
        height={Math.round(widest / coverShape.ratio)}
        alt={isFirst ? alt : ""}
        decoding="async"
        {...(isFirst ? { fetchPriority: "high" } : { loading: "lazy" })}
        className={`object-cover ${className}`}
        style={{ objectPosition: focus.replace("_", " ") }}
      />
    </picture>
  )
}
