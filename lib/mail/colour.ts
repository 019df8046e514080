/**
 * A colour given as OKLCH (lightness 0 to 1, hue in degrees) as `#rrggbb`, for mail clients, which know no `oklch()`.
 * Outside sRGB the chroma shrinks until the colour fits, so that lightness, and with it contrast, stays.
 * Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
 */
export function oklchToHex(lightness: number, chroma: number, hue: number): string {
  let fits = 0
  let tooMuch = chroma
  let rgb = linearRgb(lightness, chroma, hue)
  if (!isInGamut(rgb)) {
    // 12 halvings leave less than 0.0001 of chroma, which is less than one step of an 8-bit channel.
    for (let step = 0; step < 12; step++) {
      const middle = (fits + tooMuch) / 2
      if (isInGamut(linearRgb(lightness, middle, hue))) fits = middle
      else tooMuch = middle
    }
    rgb = linearRgb(lightness, fits, hue)
  }
  return `#${rgb.map(hexByte).join("")}`
}

function linearRgb(lightness: number, chroma: number, hue: number): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function isInGamut(rgb: number[]): boolean {
  return rgb.every((channel) => channel >= -0.0001 && channel <= 1.0001)
}

function hexByte(linear: number): string {
  const clipped = Math.min(1, Math.max(0, linear))
  const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, "0")
}
