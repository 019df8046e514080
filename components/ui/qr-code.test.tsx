import { encode } from "uqr"
import { expect, test } from "vitest"
import { QrCode } from "./qr-code"
import { rendered } from "./rendered"

/** The modules a path of horizontal runs paints, one string a row. */
function painted(path: string, size: number): string[] {
  const rows = Array.from({ length: size }, () => Array<string>(size).fill("."))
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    rows[Number(y)]?.fill("#", Number(x), Number(x) + Number(length))
  }
  return rows.map((row) => row.join(""))
}

test("the picture is exactly the code, in a quiet zone of four modules", async () => {
  const text = "HTTPS://GATEHOUSE.EXAMPLE/T/K7Q40M9XW2"
  const { data, size } = encode(text, { ecc: "M", border: 0 })

  const { byTag } = await rendered(<QrCode text={text} label="Ticket K7Q-40M-9XW2" />)

  expect(painted(byTag("path")[0]?.d ?? "", size)).toEqual(
    data.map((row) => row.map((dark) => (dark ? "#" : ".")).join("")),
  )
  expect(byTag("svg")[0]).toMatchObject({
    role: "img",
    "aria-label": "Ticket K7Q-40M-9XW2",
    viewBox: `-4 -4 ${size + 8} ${size + 8}`,
  })
})
