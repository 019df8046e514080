/** What a part of a chart is drawn in. Forced colours know one colour for all, so a gap parts neighbours. */
export type Tone = "solid" | "ok" | "warn" | "bad" | "quiet" | "faint"

export const toneFill: Record<Tone, string> = {
  solid: "fill-solid forced-colors:fill-[Highlight]",
  ok: "fill-ok forced-colors:fill-[Highlight]",
  warn: "fill-warn forced-colors:fill-[Highlight]",
  bad: "fill-bad forced-colors:fill-[Highlight]",
  quiet: "fill-line-strong forced-colors:fill-[CanvasText]",
  faint: "fill-line forced-colors:fill-[GrayText]",
}
