import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import type { EventCover } from "@/lib/domain/cover"
import { testEvent } from "@/lib/testing/event"
import { sharePictureVersion } from "./pictured-event"
import { drawSharePicture, keptSharePicture } from "./share-picture"

const database = testDatabase()

const cover: EventCover = {
  ...{ hash: "0".repeat(32), widths: [480, 800, 1200], focus: "center_center" },
  ...{ alt: "A red wall", translations: {} },
}

/** How much of the picture's left or right half is as light as its words. */
async function lightShare(picture: Buffer, half: "left" | "right"): Promise<number> {
  const part = { left: half === "left" ? 40 : 600, top: 230, width: 560, height: 230 }
  const { data } = await sharp(picture).extract(part).greyscale().raw().toBuffer({ resolveWithObject: true })
  return data.filter((value) => value > 230).length / data.length
}

describe("the picture of a shared event", () => {
  it("is a PNG of the size that readers of Open Graph expect", async () => {
    const { bytes: picture } = await drawSharePicture(testEvent(), "en")

    expect(await sharp(picture).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 })
    expect(picture.length).toBeLessThan(60_000)
  })

  it("begins with its words on the left, and on the right in Arabic", async () => {
    const { bytes: english } = await drawSharePicture(testEvent({ title: "Summit" }), "en")
    const { bytes: arabic } = await drawSharePicture(testEvent({ title: "قمة" }), "ar")

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
    const { bytes } = await drawSharePicture(testEvent({ title }), "en")
    const { width, height } = await sharp(bytes).metadata()

    expect([width, height]).toEqual([1200, 630])
  })

  it("has another address when what it shows changes, and the same when nothing does", () => {
    const version = sharePictureVersion(testEvent(), "en")

    expect(sharePictureVersion(testEvent({ capacity: 7 }), "en")).toBe(version)
    expect(sharePictureVersion(testEvent({ title: "Another" }), "en")).not.toBe(version)
    expect(sharePictureVersion(testEvent(), "es")).not.toBe(version)
  })

  it("shows the event's cover above its words, and has another address for another one", async () => {
    const red = { width: 1200, height: 675, channels: 3, background: "#c00000" } as const
    const picture = await sharp({ create: red }).webp().toBuffer()

    const { bytes, type } = await drawSharePicture(testEvent({ cover }), "en", { picture })
    const upper = await sharp(bytes).extract({ left: 40, top: 20, width: 800, height: 240 }).stats()

    expect(type).toBe("image/jpeg")
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 1200, height: 630 })
    expect(upper.channels.map(({ mean }) => mean > 100)).toEqual([true, false, false])
    expect(await lightShare(bytes, "left")).toBeGreaterThan(0.005)
    const version = sharePictureVersion(testEvent({ cover }), "en")
    expect(version).not.toBe(sharePictureVersion(testEvent(), "en"))
    expect(sharePictureVersion(testEvent({ cover: { ...cover, alt: "A wall" } }), "en")).toBe(version)
    // Of a picture of 16 to 9 every focus cuts the same cover, and another part of it for this.
    expect(sharePictureVersion(testEvent({ cover: { ...cover, focus: "left_top" } }), "en")).not.toBe(version)
  })

  it("is drawn without its cover when that was removed a moment before", async () => {
    const { type } = await keptSharePicture(database.db, testEvent({ cover }), "en")

    expect(type).toBe("image/png")
  })

  it("is drawn once for everybody who asks", async () => {
    const { db } = database
    const [one, other] = await Promise.all([
      keptSharePicture(db, testEvent(), "en"),
      keptSharePicture(db, testEvent(), "en"),
    ])

    expect(one).toBe(other)
  })
})
