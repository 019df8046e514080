import sharp from "sharp"
import { encode } from "uqr"
import { expect, test } from "vitest"
import { drawCodePicture } from "./code-picture"

test("a code is drawn module by module, with the white around it that scanners need", async () => {
  const text = "HTTPS://TICKETS.EXAMPLE/T/K7Q40M9XW2"
  const { data, size } = encode(text, { ecc: "M", border: 4 })

  const picture = sharp(Buffer.from(await drawCodePicture(text), "base64"))
  const { width = 0 } = await picture.metadata()
  const pixels = await picture.resize(size, size, { kernel: "nearest" }).greyscale().raw().toBuffer()

  expect(width).toBe(size * 8)
  expect([...pixels].map((value) => value < 128)).toEqual(data.flat())
})
