import { oklchToHex } from "./colour"

/** The warm paper every event is printed on. */
const paperHue = 85

/** The hue of mail that belongs to no event. */
export const houseHue = 45

export type Palette = Record<
  "bg" | "surface" | "line" | "ink" | "ink2" | "ink3" | "solid" | "onSolid" | "text" | "tint",
  string
>

/** The colours of app/theme.css for one hue, as hex. */
export function lightPalette(hue: number): Palette {
  return {
    bg: oklchToHex(0.985, 0.006, paperHue),
    surface: oklchToHex(1, 0, 0),
    line: oklchToHex(0.9, 0.012, paperHue),
    ink: oklchToHex(0.23, 0.025, hue),
    ink2: oklchToHex(0.45, 0.022, hue),
    ink3: oklchToHex(0.53, 0.02, hue),
    solid: oklchToHex(0.5, 0.17, hue),
    onSolid: oklchToHex(0.99, 0.005, hue),
    text: oklchToHex(0.46, 0.16, hue),
    tint: oklchToHex(0.95, 0.035, hue),
  }
}

export function darkPalette(hue: number): Palette {
  return {
    bg: oklchToHex(0.175, 0.014, hue),
    surface: oklchToHex(0.215, 0.016, hue),
    line: oklchToHex(0.3, 0.018, hue),
    ink: oklchToHex(0.95, 0.008, hue),
    ink2: oklchToHex(0.76, 0.014, hue),
    ink3: oklchToHex(0.68, 0.016, hue),
    solid: oklchToHex(0.8, 0.13, hue),
    onSolid: oklchToHex(0.2, 0.03, hue),
    text: oklchToHex(0.82, 0.12, hue),
    tint: oklchToHex(0.27, 0.05, hue),
  }
}
