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

const sizes = {
  // A code that is printed from a phone must stay large.
  ticket: "w-60 print:w-[7cm] print:[print-color-adjust:exact]",
  screen: "w-[min(100vw-2rem,100dvh-14rem,40rem)] min-w-48",
}

type QrCodeProps = { text: string; label: string; size?: keyof typeof sizes }

/** `text` as a QR code (error correction M) on a white card in light and dark. */
export function QrCode({ text, label, size = "ticket" }: QrCodeProps) {
  const { data, size: modules } = encode(text, { ecc: "M", border: 0 })
  const edge = modules + 2 * quietZone
  return (
    <svg
      className={`max-w-full rounded-control bg-white forced-color-adjust-none ${sizes[size]}`}
      role="img"
      aria-label={label}
      viewBox={`${-quietZone} ${-quietZone} ${edge} ${edge}`}
      shapeRendering="crispEdges"
    >
      <path fill="#000" d={darkPath(data)} />
    </svg>
  )
}
