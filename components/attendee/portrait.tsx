import type { Speaker } from "@/lib/domain/page-content"
import { picturePath } from "@/lib/domain/picture"
import { sourceSet } from "./cover-picture"

/** A speaker's picture, beside their name, in the lightest format and width that a browser takes; nothing where there is none. */
export function Portrait({ speaker: { picture } }: { speaker: Pick<Speaker, "picture"> }) {
  const narrowest = picture?.widths[0]
  if (!picture || narrowest === undefined) return null
  return (
    <picture>
      <source type="image/avif" srcSet={sourceSet(picture, "avif")} sizes="5rem" />
      <img
        src={picturePath(picture, narrowest, "webp")}
        srcSet={sourceSet(picture, "webp")}
        sizes="5rem"
        width={80}
        height={80}
        alt=""
        loading="lazy"
        decoding="async"
        className="rounded-control"
      />
    </picture>
  )
}
