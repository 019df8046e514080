import { randomFillSync } from "node:crypto"
import { crc32 } from "node:zlib"
import sharp from "sharp"
import { describe, expect, test } from "vitest"
import { coverShape, cropTo, type PictureFocus, wholePictures } from "@/lib/domain/picture"
import { cutPicture, type MadePicture, makePicture, type PictureMaking, tookTooLong } from "./make-picture"

const blue = { r: 20, g: 60, b: 200 }
const red = { r: 200, g: 30, b: 20 }

/** A picture that is red on the left and blue on the right. */
function twoColours(width = 1600, height = 1000) {
  const half = { width: width / 2, height, channels: 3 } as const
  return sharp({ create: { width, height, channels: 3, background: blue } }).composite([
    { input: { create: { ...half, background: red } }, left: 0, top: 0 },
  ])
}

function madeOf(making: PictureMaking): MadePicture {
  if (!making.ok) throw new Error(`refused: ${making.issue.code}`)
  return making.made
}

async function make(file: Uint8Array, focus: PictureFocus = "center_center") {
  return madeOf(await makePicture(file, { shape: coverShape, focus }))
}

function picture({ files }: MadePicture, name: string): Uint8Array {
  const found = files.find((each) => each.name === name)
  if (!found) throw new Error(`There is no ${name}`)
  return found.bytes
}

const fault = async (file: Uint8Array) => {
  const making = await makePicture(file, { shape: coverShape, focus: "center_center" })
  return making.ok ? "none" : making.issue.code
}

describe("a cover", () => {
  test.each(["jpeg", "png", "webp", "avif"] as const)(
    "is made of a %s in every width it has",
    async (format) => {
      const made = await make(await twoColours().toFormat(format).toBuffer())

      expect(made.widths).toEqual([480, 800, 1200, 1600])
      const names = made.widths.flatMap((width) => [`${width}.avif`, `${width}.webp`])
      expect(made.files.map(({ name }) => name).sort()).toEqual(
        [...names, wholePictures.small, wholePictures.source].sort(),
      )
      for (const width of made.widths) {
        const facts = await sharp(picture(made, `${width}.avif`)).metadata()
        expect(facts).toMatchObject({ format: "heif", width, height: width * 0.5625 })
      }
      expect(made.hash).toMatch(/^[\da-f]{32}$/)
    },
  )

  test("is never made larger than its picture", async () => {
    const made = await make(await twoColours(1000, 700).png().toBuffer())

    expect(made.widths).toEqual([480, 800])
  })

  test.each([
    [12_000, 1_000, [480, 800, 1200, 1600]],
    [8_000, 1_300, [480, 800, 1200, 1600]],
    [1_080, 8_000, [480, 800]],
    [1_800, 12_000, [480, 800, 1200, 1600]],
  ])("has every width that a picture of %i by %i pixels has room for", async (width, height, widths) => {
    const file = await sharp({ create: { width, height, channels: 3, background: blue } })
      .jpeg()
      .toBuffer()

    expect((await make(file)).widths).toEqual(widths)
  })

  test("stands upright and says nothing of where it was taken, whatever the camera wrote into it", async () => {
    const exif = { IFD0: { Copyright: "Somebody" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } }
    const turned = await sharp(await twoColours(1600, 1000).png().toBuffer())
      .withMetadata({ orientation: 8 })
      .withExifMerge(exif)
      .jpeg()
      .toBuffer()

    const made = await make(turned)

    const facts = await sharp(picture(made, wholePictures.source)).metadata()
    expect(facts).toMatchObject({ width: 1000, height: 1600 })
    expect([facts.exif, facts.xmp, facts.icc]).toEqual([undefined, undefined, undefined])
    for (const { bytes } of made.files) expect(Buffer.from(bytes).includes("Somebody")).toBe(false)
  })

  test("leaves behind what else was in the file", async () => {
    const script = "<script>alert(1)</script>"
    const file = Buffer.concat([await twoColours().jpeg().toBuffer(), Buffer.from(script)])

    const made = await make(file)

    for (const { bytes } of made.files) expect(Buffer.from(bytes).includes(script)).toBe(false)
  })

  test("shows the part that was chosen, and is cut again from what was kept", async () => {
    const file = await twoColours(2400, 900).png().toBuffer()
    const mean = async (made: MadePicture) =>
      (await sharp(picture(made, "480.webp")).stats()).channels.map((channel) => Math.round(channel.mean))

    const left = await make(file, "left_center")
    const source = new Uint8Array(picture(left, wholePictures.source))
    const right = madeOf(await cutPicture(source, { shape: coverShape, focus: "right_center" }))

    const [redness = 0, , blueness = 0] = await mean(left)
    const [rightRedness = 0, , rightBlueness = 0] = await mean(right)
    expect(redness).toBeGreaterThan(blueness)
    expect(rightBlueness).toBeGreaterThan(rightRedness)
    expect(right.hash).not.toBe(left.hash)
    expect(picture(right, wholePictures.source)).toEqual(picture(left, wholePictures.source))
  })

  test("weighs 60 kB at most in the widths a phone takes, even where everything in it is different", async () => {
    const size = { width: 800, height: 450 }
    const noise = randomFillSync(Buffer.alloc(size.width * size.height * 3))
    const file = await sharp(noise, { raw: { ...size, channels: 3 } })
      .jpeg()
      .toBuffer()

    const made = await make(file)

    for (const name of ["480.avif", "480.webp", "800.avif", "800.webp"])
      expect(picture(made, name).byteLength, name).toBeLessThanOrEqual(60_000)
  })

  test("of a moving picture is its first frame", async () => {
    const frames = await Promise.all(
      [red, blue].map((background) =>
        sharp({ create: { width: 900, height: 600, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer()
    expect((await sharp(moving).metadata()).pages).toBe(2)

    const made = await make(moving)

    const { dominant } = await sharp(picture(made, "480.webp")).stats()
    expect(dominant.r).toBeGreaterThan(150)
  })
})

describe("what is refused", () => {
  test("says why", async () => {
    const jpeg = await twoColours().jpeg().toBuffer()
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><script>alert(1)</script></svg>`
    const gif = await twoColours().gif().toBuffer()
    const html = "<!doctype html><title>holiday.jpg</title>"
    const named = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(html)])

    expect({
      empty: await fault(new Uint8Array()),
      svg: await fault(Buffer.from(svg)),
      gif: await fault(gif),
      html: await fault(Buffer.from(html)),
      "a page that begins like a JPEG": await fault(named),
      "half of a JPEG": await fault(jpeg.subarray(0, jpeg.length / 2)),
      small: await fault(await twoColours(700, 1400).png().toBuffer()),
      heavy: await fault(new Uint8Array(8 * 1024 * 1024 + 1)),
    }).toEqual({
      empty: "picture_empty",
      svg: "picture_unknown",
      gif: "picture_unknown",
      html: "picture_unknown",
      "a page that begins like a JPEG": "picture_broken",
      "half of a JPEG": "picture_broken",
      small: "picture_too_small",
      heavy: "picture_too_heavy",
    })
  })

  test.each(["png", "webp", "avif"] as const)("is half of a %s", async (format) => {
    const size = { width: 800, height: 450 }
    const noise = randomFillSync(Buffer.alloc(size.width * size.height * 3))
    const whole = await sharp(noise, { raw: { ...size, channels: 3 } })
      .toFormat(format, { effort: 1 })
      .toBuffer()

    expect(await fault(whole.subarray(0, whole.length / 2))).toBe("picture_broken")
  })

  test("is no picture for having taken too long: nothing is wrong with it", async () => {
    const slow = sharp({ create: { width: 4_000, height: 4_000, channels: 3, background: red } })
      .blur(200)
      .timeout({ seconds: 1 })
      .png()
      .toBuffer()

    expect(await slow.catch(tookTooLong)).toBe(true)
    expect(await sharp(Buffer.from("no picture")).toBuffer().catch(tookTooLong)).toBe(false)
  })

  test("is a picture of more pixels than a decoder should meet, before it is decoded", async () => {
    const bomb = await pngOf(40_000, 40_000)
    const started = performance.now()

    expect(await fault(bomb)).toBe("picture_too_large")
    expect(await fault(await pngOf(12_001, 1_000))).toBe("picture_too_large")
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

/** A PNG that says it is this large, and has hardly anything behind its header. */
async function pngOf(width: number, height: number): Promise<Buffer> {
  const small = await sharp({ create: { width: 8, height: 8, channels: 3, background: red } })
    .png()
    .toBuffer()
  const bomb = Buffer.from(small)
  bomb.writeUInt32BE(width, 16)
  bomb.writeUInt32BE(height, 20)
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
  return bomb
}

test.each([
  ["left_top", 0],
  ["center_center", 100],
  ["right_bottom", 200],
] as const)("the largest part of a ratio lies at %s", (focus, left) => {
  expect(cropTo(1, { width: 300, height: 100 }, focus)).toEqual({ left, top: 0, width: 100, height: 100 })
})
