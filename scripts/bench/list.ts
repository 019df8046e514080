import { parseArgs } from "node:util"
import { chromium, type Page } from "playwright"
import { ensureBrowser } from "../ensure-browser.mjs"
import { ensurePostgres } from "../ensure-postgres.mjs"
import { type BenchSite, startBenchSite } from "./attendee-site"

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
    const shown = page.getByRole("grid").locator("tr[data-id]").last()
    if (Number(await shown.getAttribute("aria-rowindex")) < 200) throw new Error("The list did not scroll.")
  },
  "40 times Page Down": async (page) => {
    await page.getByRole("grid").locator("tr[data-id]").nth(3).focus()
    for (let press = 0; press < 40; press++) await page.keyboard.press("PageDown", { delay: 30 })
  },
}

async function openList({ site, slug, cookie }: BenchSite): Promise<Page> {
  const args = ["--no-sandbox"]
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args })
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

/** `npm run bench:list -- --size 1000000`: main-thread tasks over 50 ms while somebody types and scrolls in the list. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { size: { type: "string", default: "1000000" } } })
  const server = await ensurePostgres({ shared_buffers: "2GB", max_wal_size: "8GB" })
  if (!server) throw new Error("There is no PostgreSQL to measure on.")
  try {
    const bench = await startBenchSite(Number(values.size), server.url)
    const page = await openList(bench)
    const opening = await page.evaluate(() => window.longTasks)
    console.log("| act, three times | tasks over 50 ms | longest, ms |\n| --- | ---: | ---: |")
    console.log(`| opening the list, once | ${opening.length} | ${Math.round(Math.max(0, ...opening))} |`)
    for (const [name, act] of Object.entries(acts)) {
      const tasks = await longTasksOf(page, act)
      console.log(`| ${name} | ${tasks.length} | ${Math.round(Math.max(0, ...tasks))} |`)
    }
    await page.context().browser()?.close()
    await bench.site.remove()
  } finally {
    await server.stop()
  }
}

await main()
