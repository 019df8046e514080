import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { type Browser, chromium, type Page } from "playwright"
import sharp from "sharp"
import { demoOrganizerEmail } from "@/lib/demo/demo-organizer"
import { words } from "@/lib/i18n/test-words"
import { Site } from "../e2e/servers/site"
import { build, isBuildFresh } from "./build.mjs"
import { ensureBrowser } from "./ensure-browser.mjs"
import { ROOT } from "./run-program.mjs"

/**
 * Writes the pictures of the README from a site without configuration: its demo events, somebody's ticket, the list.
 */
const FOLDER = path.join(ROOT, "docs/pictures")
const event = "field-notes-summit"
const schemes = ["light", "dark"] as const
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 800 }

/** Bytes: people read a README on their phones, too. */
const heaviest = 150_000

const attendee = "ana@example.org"

const attendees = [
  ["Amara", "Okafor", "mapping"],
  ["Jonas", "Lindqvist", "sensing"],
  ["Beatriz", "Almeida", "people"],
  ["Hiroshi", "Tanaka", "mapping"],
  ["Layla", "Haddad", "sensing"],
  ["Mateo", "Fernández", "people"],
  ["Ingrid", "Solberg", "mapping"],
  ["Kwame", "Mensah", "people"],
  ["Zofia", "Nowak", "sensing"],
  ["Rahul", "Iyer", "mapping"],
  ["Chloé", "Martin", "people"],
] as const

/** The code in the newest mail to an address, in the mailbox of the site. */
async function readCode(page: Page, url: string, email: string): Promise<string> {
  await page.goto(`${url}/dev/mailbox`)
  const mail = page.locator("main li", { hasText: email }).first()
  // It is sent a moment after the page that asks for it.
  while ((await mail.count()) === 0) await page.reload()
  const [, first = "", second = ""] = /(\d{3}) (\d{3}) is your/.exec((await mail.textContent()) ?? "") ?? []
  return first + second
}

async function prove(page: Page, url: string, email: string): Promise<void> {
  const mailbox = await page.context().newPage()
  const code = await readCode(mailbox, url, email)
  await mailbox.close()
  // The form submits itself with the last digit.
  await page.locator("[name=code]").fill(code)
}

async function register(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/e/${event}/register`)
  await page.locator("[name=first_name]").fill("Ana")
  await page.locator("[name=last_name]").fill("Ribeiro")
  await page.locator("[name=email]").fill(attendee)
  await page.locator("[name=track][value=mapping]").check()
  await page.locator("[name=accept_terms]").check()
  await page.getByRole("button", { name: words("attendee.event.get_ticket") }).click()
  await page.waitForURL(/confirm/)
  await prove(page, url, attendee)
  await page.waitForURL(/\/tickets\//)
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.locator("[name=email]").fill(demoOrganizerEmail)
  await page.locator("main form button[type=submit]").last().click()
  await page.waitForURL(/confirm/)
  await prove(page, url, demoOrganizerEmail)
  await page.waitForURL(/\/organizer/)
}

async function addAttendees(page: Page, url: string): Promise<void> {
  for (const [index, [first, last, track]] of attendees.entries()) {
    await page.goto(`${url}/organizer/${event}/attendees/new`)
    await page.locator("[name=first_name]").fill(first)
    await page.locator("[name=last_name]").fill(last)
    await page
      .locator("[name=email]")
      .fill(`${first}.${last}@example.org`.normalize("NFD").replace(/[^\w.@]/g, ""))
    await page.locator(`[name=track][value=${track}]`).check()
    await page.locator("[name=accept_terms]").check()
    const here = page.locator("[name=is_here]")
    if ((await here.count()) > 0) await here.setChecked(index % 3 === 0)
    await page.locator("main form button[type=submit]").last().click()
    await page.waitForURL(/added=new/)
  }
}

/** In both schemes, `<name>-light.webp` and `<name>-dark.webp`. */
async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await page.reload({ waitUntil: "networkidle" })
    const shot = await page.screenshot()
    const file = path.join(FOLDER, `${name}-${colorScheme}.webp`)
    let packed = await sharp(shot).webp({ quality: 85 }).toBuffer()
    if (packed.length > heaviest) packed = await sharp(shot).webp({ quality: 60 }).toBuffer()
    if (packed.length > heaviest) throw new Error(`${file} weighs ${packed.length} bytes`)
    writeFileSync(file, packed)
    console.log(`${path.relative(ROOT, file)}  ${Math.round(packed.length / 1000)} kB`)
  }
}

async function open(browser: Browser, viewport: typeof phone): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 2,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  })
  return context.newPage()
}

async function main(): Promise<void> {
  if (!isBuildFresh() && (await build()) !== 0) throw new Error("The site could not be built")
  mkdirSync(FOLDER, { recursive: true })
  const site = await Site.start()
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] })
  try {
    const stranger = await open(browser, desk)
    await stranger.goto(`${site.url}/e/${event}`)
    await picture(stranger, "event")
    const visitor = await open(browser, phone)
    await register(visitor, site.url)
    await visitor.goto(visitor.url().replace(/\?.*/, ""))
    await picture(visitor, "ticket")
    const organizer = await open(browser, desk)
    await signIn(organizer, site.url)
    await addAttendees(organizer, site.url)
    await organizer.goto(`${site.url}/organizer/${event}/attendees`)
    await picture(organizer, "attendees")
  } finally {
    await browser.close()
    await site.remove()
  }
}

await main()
