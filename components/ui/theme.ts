import type { CSSProperties } from "react"

type ThemeStyle = CSSProperties & { "--h": number; "--bad-h"?: number }

/** Hue of the error red, and how close an event's hue may come before the two look alike. */
const errorHue = 27
const tooClose = 25

/** Style attribute that gives an element and everything in it the colours of one hue (degrees of OKLCH). */
export function themeStyle(hue: number): ThemeStyle {
  const distance = Math.abs(((hue - errorHue + 540) % 360) - 180)
  return distance < tooClose ? { "--h": hue, "--bad-h": 0 } : { "--h": hue }
}
