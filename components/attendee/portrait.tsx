import type { Speaker } from "@/lib/domain/page-content"
import { picturePath } from "@/lib/domain/picture"
import { sourceSet } from "./cover-picture"

/** A speaker's picture in the lightest format and width that a browser takes; none where there is none. */
export function Portrait({ speaker: { name, picture } }: { speaker: Pick<Speaker, "name" | "picture"> }) {
  if (!picture) return null
  return (
    <picture>
      <source type="image/avif" srcSet={sourceSet(picture, "avif")} sizes="5rem" />
      <img
        src={picturePath(picture, picture.widths[0] ?? 0, "webp")}
        srcSet={sourceSet(picture, "webp")}
        sizes="5rem"
        width={80}
        height={80}
        alt={name}
        loading="lazy"
        decoding="async"
        className="rounded-control"
      />
    </picture>
  )
}
