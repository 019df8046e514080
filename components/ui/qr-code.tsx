import "server-only"
import { encode } from "uqr"

/** Modules of white a scanner needs around the code (ISO/IEC 18004). */
const quietZone = 4

/** One path of horizontal runs: a fifth of the size of one square per module. */
function darkPath(rows: boolean[][]): string {
  return rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => {
        if (!dark || row[x - 1]) return []
        const end = row.indexOf(false, x)
        return [`M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}z`]
      }),
    )
    .join("")
}

/** `text` as a QR code (error correction M) on a white card in light and dark. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 0 })
  const edge = size + 2 * quietZone
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      viewBox={`${-quietZone} ${-quietZone} ${edge} ${edge}`}
      shapeRendering="crispEdges"
    >
      <path fill="#000" d={darkPath(data)} />
    </svg>
  )
}
