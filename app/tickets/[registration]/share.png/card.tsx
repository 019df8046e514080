import type { Event } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"
import { drawableText } from "@/lib/domain/share-text"
import { lightPalette } from "@/lib/mail/palette"

type ShareCardProps = { event: Event; language: string; going: string }

/** What satori draws: inline styles and flex boxes only, in the one font that comes with it. */
export function ShareCard({ event, language, going }: ShareCardProps) {
  const { solid, onSolid } = lightPalette(event.hue)
  const title = drawableText(event.title)
  const line = { display: "flex", fontSize: 36 } as const
  return (
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        width: "100%",
        height: "100%",
        padding: 72,
        background: solid,
        color: onSolid,
      }}
    >
      <div style={line}>{going}</div>
      <div style={{ display: "flex", fontSize: title.length > 32 ? 72 : 104, lineHeight: 1 }}>{title}</div>
      <div style={{ display: "flex", flexDirection: "column" }}>
        <div style={line}>{drawableText(dateRange(event, language))}</div>
        <div style={line}>{drawableText(event.venueName)}</div>
      </div>
    </div>
  )
}
