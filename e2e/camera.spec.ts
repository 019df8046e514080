import { writeFile } from "node:fs/promises"
import type { Page, TestInfo } from "playwright/test"
import { encode } from "uqr"
import { ticketUrlText } from "@/lib/domain/ticket-code"
import { words } from "@/lib/i18n/test-words"
import { BrowserWatch } from "./browser-watch"
import { expect, test } from "./fixtures"
import { locationOf, postForm, signInOrganizer } from "./form-post"

const event = "/organizer/field-notes-summit"

const [width, height] = [640, 480]

/** A video of one still picture, as Chromium takes it for a camera: a QR code on white. */
function videoOf(text: string): Buffer {
  const { data, size } = encode(text, { border: 4 })
  const scale = Math.floor(height / size)
  const luma = Buffer.alloc(width * height, 235)
  data.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (!isDark) return
      for (let line = y * scale; line < (y + 1) * scale; line += 1) {
        luma.fill(16, line * width + x * scale, line * width + (x + 1) * scale)
      }
    })
  })
  const grey = Buffer.alloc((width * height) / 2, 128)
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, grey])
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  return Buffer.concat([header, frame, frame])
}

/** The launch of a browser whose camera sees the code, and that asks nobody whether a page may use it. */
async function cameraOptions(testInfo: TestInfo, text: string) {
  const file = testInfo.outputPath("camera.y4m")
  await writeFile(file, videoOf(text))
  const { args = [], ...options } = testInfo.project.use.launchOptions ?? {}
  const camera = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${file}`,
  ]
  return { ...options, args: [...args, ...camera] }
}

const openDoor = async (page: Page) => {
  await page.goto(`${event}/check-in`)
  await page.getByRole("button", { name: words("person.door.camera") }).click()
}

test("a browser that cannot read codes by itself checks in with the camera", async ({
  page,
  playwright,
  gate,
  inbox,
  site,
  newEmail,
}, testInfo) => {
  const { request } = page
  await signInOrganizer(request, { gate, inbox }, newEmail())
  const fields = { first_name: "Ana", last_name: "Ribeiro", email: newEmail(), track: "mapping" }
  const added = await postForm(request, {
    path: `${event}/attendees/new`,
    button: "Add",
    fields: { ...fields, accept_terms: "yes" },
  })
  await page.goto(locationOf(added)?.split("?")[0] ?? "")
  const code = (await page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{4}$/).textContent()) ?? ""
  const text = ticketUrlText(site.url, code.replaceAll("-", ""))
  const browser = await playwright.chromium.launch(await cameraOptions(testInfo, text))
  const context = await browser.newContext({
    baseURL: site.url,
    storageState: await page.context().storageState(),
  })
  await context.addInitScript("delete globalThis.BarcodeDetector")
  const watch = new BrowserWatch(context, site.url)
  const door = await context.newPage()

  await openDoor(door)

  await expect(
    door.getByText(words("person.door.result.checked_in_body", { name: "Ana Ribeiro" })),
  ).toBeVisible()
  await door.getByRole("button", { name: words("person.door.camera_stop") }).click()
  await expect(door.getByRole("button", { name: words("person.door.camera") })).toBeVisible()
  expect(watch.problems, "what the browser complained of, or asked of others").toEqual([])
  await browser.close()
})

test("without a camera the door says so, and the box goes on", async ({ page, gate, inbox, newEmail }) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())

  await openDoor(page)

  await expect(page.getByText(words("person.door.camera_failed"))).toBeVisible()
  await page.getByLabel(words("person.door.label")).fill("nobody of this name")
  await page.keyboard.press("Enter")
  await expect(
    page.getByText(words("person.door.found", { count: 0, search: "nobody of this name" })),
  ).toBeVisible()
})
