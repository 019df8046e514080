import type { APIRequestContext, APIResponse } from "playwright/test"
import sharp from "sharp"
import { words } from "@/lib/i18n/test-words"
import { expectAccessible } from "./accessible"
import { expect, test } from "./fixtures"
import { hiddenFields } from "./form-fields"
import { fieldNotes, postForm, signInOrganizer } from "./form-post"
import { publishEvent } from "./own-event"

const label = (name: string) => words(`editor.cover.label.${name}`)
const save = words("editor.cover.save")

/** A picture as full of detail as a photograph, of one colour on the whole. */
async function photograph(background = "#c05020"): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const
  const detail = await sharp({ create: { width: 500, height: 320, channels: 3, background, noise } })
    .resize(1000, 640)
    .png()
    .toBuffer()
  return sharp({ create: { width: 1000, height: 640, channels: 3, background } })
    .composite([{ input: detail, blend: "soft-light" }])
    .jpeg({ quality: 90 })
    .toBuffer()
}

const coverPath = (slug: string) => `/organizer/${slug}/settings/cover`

/** Sends the form of a cover as it stands on a page that came before, as a browser without JavaScript does. */
async function sendCoverOf(
  page: APIResponse,
  slug: string,
  { request, file, alt }: { request: APIRequestContext; file: Uint8Array | null; alt: string },
) {
  const form = new FormData()
  for (const [name, value] of Object.entries(hiddenFields(await page.text(), save))) form.append(name, value)
  if (file) form.append("picture", new File([new Uint8Array(file)], "holiday.jpg", { type: "image/jpeg" }))
  form.append("focus", "center_center")
  form.append("alt", alt)
  const headers = { origin: new URL(page.url()).origin, "sec-fetch-site": "same-origin" }
  return request.post(coverPath(slug), { multipart: form, headers, maxRedirects: 0 })
}

async function sendCover(request: APIRequestContext, slug: string, file: Uint8Array, alt: string) {
  return sendCoverOf(await request.get(coverPath(slug)), slug, { request, file, alt })
}

/** Addresses of the pictures a phone may take, the widest last. */
function phonePictures(html: string): string[] {
  const [, set = ""] =
    /<source media="\(max-width: 40rem\)" type="image\/avif" srcSet="([^"]+)"/.exec(html) ?? []
  return set.split(", ").map((each) => each.split(" ")[0] ?? "")
}

test("an organizer gives an event a cover, says what it shows, changes and removes it @both", async ({
  page,
  gate,
  inbox,
  newEmail,
  javaScriptEnabled,
}) => {
  const hasScripts = javaScriptEnabled !== false
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const slug = await publishEvent(page.request, { title: "Kite Day" })
  await page.goto(`/organizer/${slug}/settings`)
  await page.getByRole("link", { name: words("editor.cover.add") }).click()
  const file = { name: "kites.jpg", mimeType: "image/jpeg", buffer: await photograph() }
  const picture = page.getByLabel(label("picture"), { exact: true })
  await picture.setInputFiles(file)

  await page.getByRole("button", { name: save }).click()

  const missing = words("editor.issue.required", { label: label("alt") })
  await expect(page.locator("main [role=alert]")).toContainText(missing)
  await expect(page.getByLabel(label("alt"), { exact: true })).toHaveAttribute("aria-invalid", "true")
  // A browser without scripts forgets files, and the page says so.
  const kept = await picture.evaluate((input: HTMLInputElement) => input.files?.length)
  expect(kept).toBe(hasScripts ? 1 : 0)
  if (!hasScripts) {
    await expect(page.getByText(words("editor.cover.again"))).toBeVisible()
    await picture.setInputFiles(file)
  }
  await page.getByLabel(label("alt"), { exact: true }).fill("Four kites over a lake")
  await page.getByLabel(words("editor.cover.focus.left_top"), { exact: true }).check()
  await page.getByRole("button", { name: save }).click()

  await expect(page.getByText(words("editor.cover.done.saved"), { exact: true })).toBeVisible()
  await expect(page.getByLabel(words("editor.cover.focus.left_top"), { exact: true })).toBeChecked()
  await expect(page.getByText(words("editor.cover.history.added"))).toBeVisible()
  await page.goto(`/e/${slug}`)
  const cover = page.getByRole("img", { name: "Four kites over a lake" })
  await expect(cover).toBeVisible()
  if (hasScripts) {
    await expect
      .poll(() => cover.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
      .toBe(true)
    expect(await cover.evaluate((img: HTMLImageElement) => img.currentSrc)).toMatch(
      /\/covers\/\w{32}\/\d+\.avif$/,
    )
  }

  await page.goto(`/organizer/${slug}/settings/cover`)
  await page.getByRole("link", { name: words("editor.cover.remove.ask") }).click()
  await page.getByRole("button", { name: words("editor.cover.remove.submit") }).click()
  await expect(page.getByText(words("editor.cover.done.removed"), { exact: true })).toBeVisible()
  await page.goto(`/e/${slug}`)
  await expect(page.getByRole("heading", { name: "Kite Day" })).toBeVisible()
  await expect(cover).toHaveCount(0)
})

test("a file that is none, or too heavy, is said at its field and nothing is saved @both", async ({
  page,
  gate,
  inbox,
  newEmail,
  javaScriptEnabled,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const slug = await publishEvent(page.request, { title: "Kite Day" })
  await page.goto(`/organizer/${slug}/settings/cover`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
  const picture = page.getByLabel(label("picture"), { exact: true })
  await page.getByLabel(label("alt"), { exact: true }).fill("Four kites over a lake")
  await picture.setInputFiles({ name: "kites.jpg", mimeType: "image/jpeg", buffer: Buffer.from(svg) })

  await page.getByRole("button", { name: save }).click()

  await expect(page.locator("main [role=alert]")).toContainText(words("editor.issue.picture_unknown"))
  await expect(page.getByLabel(label("alt"), { exact: true })).toHaveValue("Four kites over a lake")
  await expect(page.locator("main img")).toHaveCount(0)
  if (javaScriptEnabled === false) return
  const heavy = Buffer.alloc(8 * 1024 * 1024 + 1)
  await picture.setInputFiles({ name: "kites.jpg", mimeType: "image/jpeg", buffer: heavy })
  await expect(page.getByText(words("editor.issue.picture_too_heavy", { limit: 8 }))).toBeVisible()
  expect(await picture.evaluate((input: HTMLInputElement) => input.files?.length)).toBe(0)
})

test("strangers see a new cover, a phone loads 60 kB of it at most, and whoever has it keeps it", async ({
  page,
  request,
  gate,
  inbox,
  newEmail,
  site,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const slug = await publishEvent(page.request, { title: "Kite Day" })
  const html = async () => (await request.get(`/e/${slug}`)).text()
  const shared = (text: string) => /<meta property="og:image" content="([^"]+)"/.exec(text)?.[1] ?? ""
  const before = await html()
  expect(before).not.toContain("<picture>")

  expect((await sendCover(page.request, slug, await photograph(), "Four kites")).status()).toBe(303)

  await expect.poll(html).toContain('alt="Four kites"')
  const after = await html()
  expect(shared(after)).not.toBe(shared(before))
  const share = await request.get(shared(after))
  expect(share.headers()["content-type"]).toBe("image/jpeg")
  const [, json = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(after) ?? []
  expect(JSON.parse(json).image).toEqual([
    expect.stringMatching(`^${site.url}/covers/\\w{32}/800\\.webp$`),
    shared(after),
  ])
  const addresses = phonePictures(after)
  expect(addresses).toHaveLength(2)
  for (const address of addresses) {
    const answer = await request.get(address)
    expect(answer.headers()).toMatchObject({
      "content-type": "image/avif",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    })
    const { length } = await answer.body()
    expect(length).toBeGreaterThan(5_000)
    expect(length).toBeLessThanOrEqual(60_000)
    const head = await request.head(address)
    expect([head.status(), head.headers()["content-type"]]).toEqual([200, "image/avif"])
  }
  const [first = ""] = addresses
  for (const absent of [
    first.replace(/\w{32}/, "0".repeat(32)),
    first.replace("480", "481"),
    first.replace("480.avif", "source.webp"),
  ])
    expect((await request.get(absent)).status(), absent).toBe(404)

  expect((await sendCover(page.request, slug, await photograph("#2050c0"), "Rain")).status()).toBe(303)
  await expect.poll(html).toContain('alt="Rain"')
  expect((await request.get(first)).status()).toBe(404)
})

test("without JavaScript whoever was overtaken chooses their image again, and a cover that was replaced is not removed", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { request } = page
  await signInOrganizer(request, { gate, inbox }, newEmail())
  const slug = await publishEvent(request, { title: "Kite Day" })
  await sendCover(request, slug, await photograph(), "Four kites")
  const opened = await request.get(coverPath(slug))
  const asked = await request.get(`${coverPath(slug)}?ask=remove`)
  await sendCover(request, slug, await photograph("#2050c0"), "Rain")
  const green = { request, file: await photograph("#20c050"), alt: "A meadow" }

  const overtaken = await sendCoverOf(opened, slug, green)
  const text = await overtaken.text()
  expect(text).toContain(words("editor.cover.overtaken.title"))
  expect(text).toContain(words("editor.cover.again"))
  const forgotten = await sendCoverOf(overtaken, slug, { ...green, file: null })
  expect(await forgotten.text()).toContain(words("editor.issue.picture_again"))
  const form = hiddenFields(await asked.text(), words("editor.cover.remove.submit"))
  const headers = { origin: new URL(asked.url()).origin, "sec-fetch-site": "same-origin" }
  const kept = await request.post(coverPath(slug), { multipart: form, headers, maxRedirects: 0 })
  expect(kept.headers().location).toContain("done=kept")
  expect(await (await request.get(coverPath(slug))).text()).toContain('value="Rain"')

  expect((await sendCoverOf(forgotten, slug, green)).status()).toBe(303)
  expect(await (await request.get(coverPath(slug))).text()).toContain('value="A meadow"')
})

test("without JavaScript a picture larger than a body may be is refused in words", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const slug = await publishEvent(page.request, { title: "Kite Day" })

  const heavy = await sendCover(page.request, slug, Buffer.alloc(8 * 1024 * 1024 + 1), "Four kites")
  const heavier = await sendCover(page.request, slug, Buffer.alloc(9 * 1024 * 1024), "Four kites")

  expect(await heavy.text()).toContain(words("editor.issue.picture_too_heavy", { limit: 8 }))
  expect(heavier.status()).toBe(413)
  const other = await postForm(page.request, {
    path: `/organizer/${slug}/settings`,
    button: "Save changes",
    fields: { description: "x".repeat(600_000) },
  })
  expect(other.status()).toBe(413)
})

test("an event page with a cover fits 320 pixels, moves nothing as it loads, and is accessible", async ({
  page,
}) => {
  for (const path of [fieldNotes, "/"]) {
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route("**/covers/**", async (route) => {
      await released
      await route.continue()
    })
    await page.goto(path, { waitUntil: "domcontentloaded" })
    await page.evaluate(() => document.fonts.ready)
    const image = page.locator("main picture img").first()
    const heading = page.getByRole("heading", { name: "Field Notes Summit" })
    const places = async () => [await image.boundingBox(), await heading.boundingBox()]
    const before = await places()
    release()
    await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth > 0)).toBe(true)
    expect(await places()).toEqual(before)
    await page.unroute("**/covers/**")
    await expectAccessible(page, path, "light", "dark")
  }
})

test("an organizer gives a speaker a picture, with a fault first, and removes it @both", async ({
  page,
  gate,
  inbox,
  newEmail,
  javaScriptEnabled,
}) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  const slug = await publishEvent(page.request, { title: "Kite Day" })
  const content = `/organizer/${slug}/content`
  await page.goto(`${content}/speakers/new`)
  await page.locator("#editor [name=name]").fill("Amira Haddad")
  await page.getByRole("button", { name: words("editor.content.save") }).click()
  await page.getByRole("link", { name: "Amira Haddad" }).click()
  await page.getByRole("link", { name: words("editor.portrait.add") }).click()
  const field = page.getByLabel(words("editor.portrait.label.picture"), { exact: true })
  const save = page.getByRole("button", { name: words("editor.portrait.save") })
  await field.setInputFiles({ name: "me.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<svg></svg>") })
  await save.click()
  await expect(page.locator("main [role=alert]")).toContainText(words("editor.issue.picture_unknown"))
  if (javaScriptEnabled !== false) await expectAccessible(page, "the refused picture", "light", "dark")

  await field.setInputFiles({ name: "me.jpg", mimeType: "image/jpeg", buffer: await photograph() })
  await page.getByLabel(words("editor.cover.focus.center_top"), { exact: true }).check()
  await save.click()

  await expect(page.getByText(words("editor.portrait.done.saved"), { exact: true })).toBeVisible()
  await expect(page.getByLabel(words("editor.cover.focus.center_top"), { exact: true })).toBeChecked()
  await page.goto(`/e/${slug}`)
  const picture = page.getByRole("listitem").filter({ hasText: "Amira Haddad" }).locator("img")
  await picture.scrollIntoViewIfNeeded()
  await expect(picture).toBeVisible()
  const data = await page.locator('script[type="application/ld+json"]').first().textContent()
  const { performer }: { performer: { image: string }[] } = JSON.parse(data ?? "")
  const image = await page.request.get(new URL(performer[0]?.image ?? "").pathname)
  expect(image.headers()["content-type"]).toBe("image/webp")
  expect(await sharp(await image.body()).metadata()).toMatchObject({ width: 480, height: 480 })
  if (javaScriptEnabled !== false) await expectAccessible(page, "a speaker with a picture", "light", "dark")

  await page.goto(`${content}`)
  await page.getByRole("link", { name: "Amira Haddad" }).click()
  await page.getByRole("link", { name: words("editor.portrait.change") }).click()
  await page.getByRole("link", { name: words("editor.portrait.remove.ask") }).click()
  await page.getByRole("button", { name: words("editor.portrait.remove.submit") }).click()
  await expect(page.getByText(words("editor.portrait.done.removed"), { exact: true })).toBeVisible()
  await page.goto(`/e/${slug}`)
  await expect(page.getByRole("heading", { name: "Amira Haddad" })).toBeVisible()
  await expect(picture).toHaveCount(0)
})

test("the form of a cover is accessible and fits 320 pixels", async ({ page, gate, inbox, newEmail }) => {
  await signInOrganizer(page.request, { gate, inbox }, newEmail())
  for (const path of ["field-notes-summit/settings/cover", "field-notes-summit/settings/cover?ask=remove"]) {
    await page.goto(`/organizer/${path}`)
    await expectAccessible(page, path, "light", "dark")
  }
})
