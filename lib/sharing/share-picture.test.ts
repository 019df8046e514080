import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { sharePictureVersion } from "./pictured-event"
import { drawSharePicture, keptSharePicture } from "./share-picture"

/** How much of the picture's left or right half is as light as its words. */
async function lightShare(picture: Buffer, half: "left" | "right"): Promise<number> {
  const part = { left: half === "left" ? 40 : 600, top: 230, width: 560, height: 230 }
  const { data } = await sharp(picture).extract(part).greyscale().raw().toBuffer({ resolveWithObject: true })
  return data.filter((value) => value > 230).length / data.length
}

describe("the picture of a shared event", () => {
  it("is a PNG of the size that readers of Open Graph expect", async () => {
    const picture = await drawSharePicture(testEvent(), "en")

    expect(await sharp(picture).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 })
    expect(picture.length).toBeLessThan(60_000)
  })

  it("begins with its words on the left, and on the right in Arabic", async () => {
    const english = await drawSharePicture(testEvent({ title: "Summit" }), "en")
    const arabic = await drawSharePicture(testEvent({ title: "قمة" }), "ar")

    expect(await lightShare(english, "left")).toBeGreaterThan(0.01)
    expect(await lightShare(english, "right")).toBe(0)
    expect(await lightShare(arabic, "right")).toBeGreaterThan(0.01)
    expect(await lightShare(arabic, "left")).toBe(0)
  })

  it.each([
    ["no font has", "東京ミートアップ 🎉"],
    ["would be markup", "<b>Summit</b> & more"],
    ["no line can hold", "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4)],
  ])("is drawn for a title that %s", async (_, title) => {
    const { width, height } = await sharp(await drawSharePicture(testEvent({ title }), "en")).metadata()

    expect([width, height]).toEqual([1200, 630])
  })

  it("has another address when what it shows changes, and the same when nothing does", () => {
    const version = sharePictureVersion(testEvent(), "en")

    expect(sharePictureVersion(testEvent({ capacity: 7 }), "en")).toBe(version)
    expect(sharePictureVersion(testEvent({ title: "Another" }), "en")).not.toBe(version)
    expect(sharePictureVersion(testEvent(), "es")).not.toBe(version)
  })

  it("is drawn once for everybody who asks", async () => {
    const [one, other] = await Promise.all([
      keptSharePicture(testEvent(), "en"),
      keptSharePicture(testEvent(), "en"),
    ])

    expect(one).toBe(other)
  })
})
