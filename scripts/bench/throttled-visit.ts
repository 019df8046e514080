import type { Browser, BrowserContextOptions, Page } from "playwright"

/** Lighthouse's mobile slow 4G as its devtools throttling applies it, and a mid-range phone. */
const network = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1474.56 * 1024) / 8,
  uploadThroughput: (675 * 1024) / 8,
}
const cpuSlowdown = 4

const phone: BrowserContextOptions = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
  locale: "en-GB",
}

/** Milliseconds, but for `cls`, and kilobytes as they went over the wire. */
export type Visit = { lcp: number; cls: number; inp: number; kB: number }

type Observed = { lcp: number; cls: number; interactions: Record<number, number> }

declare global {
  interface Window {
    observed: Observed
  }
}

function observe(): void {
  window.observed = { lcp: 0, cls: 0, interactions: {} }
  const { observed } = window
  const watch = (type: string, note: (entry: never) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry as never)
    }).observe({
      type,
      buffered: true,
      ...(type === "event" && { durationThreshold: 16 }),
    } as PerformanceObserverInit)
  watch("largest-contentful-paint", (entry: PerformanceEntry) => {
    observed.lcp = entry.startTime
  })
  watch("layout-shift", (entry: { value: number; hadRecentInput: boolean }) => {
    if (!entry.hadRecentInput) observed.cls += entry.value
  })
  watch("event", ({ interactionId, duration }: { interactionId: number; duration: number }) => {
    if (interactionId)
      observed.interactions[interactionId] = Math.max(observed.interactions[interactionId] ?? 0, duration)
  })
}

/** Types into the first text field and presses Tab, or taps the page's margin, where no link is, when there is none. */
async function interact(page: Page): Promise<void> {
  const field = page.locator("main input[type=text], main input[type=email], main textarea").first()
  if ((await field.count()) > 0) {
    await field.tap()
    await field.pressSequentially("Ana", { delay: 60 })
    await page.keyboard.press("Tab")
  } else await page.touchscreen.tap(3, 400)
  // The last interaction is reported with the frame after it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))))
}

/** One visit with an empty cache, on a slow line and a slow phone. `state` holds cookies. */
export async function visit(
  browser: Browser,
  url: string,
  state: BrowserContextOptions["storageState"],
): Promise<Visit> {
  const context = await browser.newContext({ ...phone, ...(state && { storageState: state }) })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  let bytes = 0
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await session.send("Network.enable")
  await session.send("Network.setCacheDisabled", { cacheDisabled: true })
  await session.send("Network.emulateNetworkConditions", network)
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown })
  // tsx wraps the functions inside `observe` in a helper of its own, which the page lacks.
  await page.addInitScript("globalThis.__name = (named) => named")
  await page.addInitScript(observe)
  await page.goto(url, { waitUntil: "load", timeout: 60_000 })
  await page.waitForLoadState("networkidle")
  await interact(page)
  const { lcp, cls, interactions } = await page.evaluate(() => window.observed)
  if (lcp === 0) throw new Error(`Nothing was observed on ${new URL(url).pathname}`)
  await context.close()
  return { lcp, cls, inp: Math.max(0, ...Object.values(interactions)), kB: bytes / 1_000 }
}
