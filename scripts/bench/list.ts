import { parseArgs } from "node:util"
import { type Browser, chromium, type Page } from "playwright"
import { ensureBrowser } from "../ensure-browser.mjs"
import { type BenchSite, startBenchServer, startBenchSite } from "./attendee-site"

declare global {
  interface Window {
    longTasks: number[]
  }
}

const settleMs = 1_500

/** What somebody does with the list. Each act leaves it as it found it, but for where it is scrolled to. */
const acts: Record<string, (page: Page) => Promise<void>> = {
  "typing “katarzyna”": async (page) => {
    const search = page.getByRole("searchbox")
    await search.click()
    await search.pressSequentially("katarzyna", { delay: 80 })
    await page.waitForURL(/q=katarzyna/)
    await page.waitForTimeout(settleMs)
    for (let letter = 0; letter < "katarzyna".length; letter++) await search.press("Backspace", { delay: 40 })
  },
  "scrolling 10,000 px/s": async (page) => {
    await page.getByRole("grid").hover({ position: { x: 300, y: 200 } })
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, 300)
      await page.waitForTimeout(30)
    }
    const shown = page.getByRole("grid").locator("tbody tr:has(th)").last()
    if (Number(await shown.getAttribute("aria-rowindex")) < 200) throw new Error("The list did not scroll.")
  },
  "40 times Page Down": async (page) => {
    await page.getByRole("grid").locator("tbody tr:has(th)").nth(3).focus()
    for (let press = 0; press < 40; press++) await page.keyboard.press("PageDown", { delay: 30 })
  },
}

async function openList(browser: Browser, { site, slug, cookie }: BenchSite): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" })
  const [name = "", value = ""] = cookie.split("=")
  await context.addCookies([{ name, value, url: site.url }])
  const page = await context.newPage()
  await page.addInitScript(`
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration)
    }).observe({ type: "longtask", buffered: true })`)
  await page.goto(`${site.url}/organizer/${slug}/attendees`)
  await page.waitForLoadState("networkidle")
  await page.waitForTimeout(settleMs)
  return page
}

/** Durations in ms of the main thread's tasks over 50 ms while something was done three times. */
async function longTasksOf(page: Page, act: (page: Page) => Promise<void>): Promise<number[]> {
  await page.evaluate("window.longTasks = []")
  for (let time = 0; time < 3; time++) {
    await act(page)
    await page.waitForTimeout(settleMs)
  }
  return page.evaluate(() => window.longTasks)
}

async function measure(page: Page): Promise<void> {
  const row = (name: string, tasks: number[]) =>
    `| ${name} | ${tasks.length} | ${Math.round(Math.max(0, ...tasks))} |`
  console.log("| act, three times | tasks over 50 ms | longest, ms |\n| --- | ---: | ---: |")
  console.log(row("opening the list, once", await page.evaluate(() => window.longTasks)))
  for (const [name, act] of Object.entries(acts)) console.log(row(name, await longTasksOf(page, act)))
}

/** `npm run bench:list -- --size 1000000`: main-thread tasks over 50 ms while somebody types and scrolls in the list. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { size: { type: "string", default: "1000000" } } })
  const server = await startBenchServer()
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] })
  try {
    const bench = await startBenchSite(Number(values.size), server.url)
    await openList(browser, bench)
      .then(measure)
      .finally(() => bench.site.remove())
  } finally {
    await browser.close()
    await server.stop()
  }
}

await main()
