import sharp from "sharp"
import { encode } from "uqr"

/** Modules of white a scanner needs around the code (ISO/IEC 18004). */
const quietZone = 4
/** Pixels for each module: sharp on any screen, and 1 kB. */
const scale = 8

/** `text` as a QR code (error correction M) in a PNG, as base64: mail programs show no SVG. */
export async function drawCodePicture(text: string): Promise<string> {
  const { data, size } = encode(text, { ecc: "M", border: quietZone })
  const pixels = Buffer.from(data.flat().map((isDark) => (isDark ? 0 : 255)))
  const picture = await sharp(pixels, { raw: { width: size, height: size, channels: 1 } })
    .resize(size * scale, size * scale, { kernel: "nearest" })
    .png({ palette: true, colours: 2 })
    .toBuffer()
  return picture.toString("base64")
}
