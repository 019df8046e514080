import { describe, expect, it } from "vitest"
import { oklchToHex } from "./colour"
import { darkPalette, lightPalette } from "./palette"

const hues = Array.from({ length: 36 }, (_, index) => index * 10)

describe("oklchToHex", () => {
  it.each([
    ["black", 0, 0, 0, "#000000"],
    ["white", 1, 0, 0, "#ffffff"],
    ["sRGB red", 0.62796, 0.25768, 29.234, "#ff0000"],
    ["sRGB blue", 0.45201, 0.31321, 264.052, "#0000ff"],
  ])("knows %s", (_, lightness, chroma, hue, hex) => {
    expect(oklchToHex(lightness, chroma, hue)).toBe(hex)
  })

  it.each([
    [28, "#af2b25"],
    [258, "#145ec1"],
    [280, "#5550c0"],
  ])("gives the design's solid colour at hue %i", (hue, hex) => {
    expect(oklchToHex(0.5, 0.17, hue)).toBe(hex)
  })

  it("keeps lightness where sRGB has too little chroma", () => {
    const hex = oklchToHex(0.5, 0.4, 150)

    expect(luminance(hex)).toBeCloseTo(luminance(oklchToHex(0.5, 0.02, 150)), 1)
  })
})

describe.each([
  ["light", lightPalette],
  ["dark", darkPalette],
])("the %s palette", (_, palette) => {
  it.each([
    ["ink", "bg"],
    ["ink2", "surface"],
    ["ink3", "surface"],
    ["text", "bg"],
    ["text", "tint"],
    ["onSolid", "solid"],
  ] as const)("has %s readable on %s at every hue", (ink, ground) => {
    const contrasts = hues.map((hue) => contrast(palette(hue)[ink], palette(hue)[ground]))

    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5)
  })
})

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}
