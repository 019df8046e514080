import AxeBuilder from "@axe-core/playwright"
import { expect, type Page } from "playwright/test"

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
/** What axe measures by colours; everything else is the same in every scheme. */
const ofColours = ["color-contrast", "link-in-text-block"]
const wide = { width: 1280, height: 900 }
/** 1280 px at 400 % (WCAG 1.4.10). */
const narrow = { width: 320, height: 640 }

export type Scheme = "light" | "dark"

/** Within the page itself: ours have no frames, for whose sake axe puts its answers together in a second page. */
const axeOf = (page: Page) =>
  new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode()

/** The rules of WCAG without those of `left`, and one more: everything is in a landmark, where it can be found. */
function wholeAxe(page: Page, left: string[] = []): AxeBuilder {
  const off = left.map((rule) => [rule, { enabled: false }] as const)
  return axeOf(page).options({
    resultTypes: ["violations"],
    runOnly: { type: "tag", values: wcag },
    rules: { region: { enabled: true }, ...Object.fromEntries(off) },
  })
}

async function faults(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)
}

/** Nothing for axe to say: everything in the first scheme, colours in the others as well, and none without a scheme. */
export async function expectNoFaults(page: Page, state: string, ...schemes: Scheme[]): Promise<void> {
  if (schemes.length === 0) expect(await faults(wholeAxe(page, ofColours)), state).toEqual([])
  for (const [index, colorScheme] of schemes.entries()) {
    await page.emulateMedia({ colorScheme })
    // Colours that fade from one scheme to the other are nobody's colours on the way. One that is replaced rejects.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    const axe = index === 0 ? wholeAxe(page) : axeOf(page).withRules(ofColours)
    expect(await faults(axe), `${state}, ${colorScheme}`).toEqual([])
  }
}

/** What is wider than the screen, and text that a box cuts off. */
function findLostText(): string[] {
  const root = document.documentElement
  const sideways = root.scrollWidth > root.clientWidth ? [`page: ${root.scrollWidth} px wide`] : []
  const clips = ({ overflowX, overflowY }: CSSStyleDeclaration) =>
    [overflowX, overflowY].some((overflow) => overflow === "hidden" || overflow === "clip")
  const boxOf = (text: Text): Element | null => {
    for (let box = text.parentElement; box; box = box.parentElement)
      if (clips(getComputedStyle(box))) return box
    return null
  }
  const isCut = (text: Text) => {
    const box = boxOf(text)?.getBoundingClientRect()
    // A box of one pixel keeps text for screen readers alone.
    if (!box || box.width <= 1) return false
    const range = document.createRange()
    range.selectNodeContents(text)
    const { left, right, top, bottom, width } = range.getBoundingClientRect()
    const isOutside =
      left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1
    return width > 0 && isOutside
  }
  const texts: Text[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode)
  const written = texts.filter(
    ({ data, parentElement }) => data.trim() && !parentElement?.closest("script, style"),
  )
  return [...sideways, ...written.filter(isCut).map(({ data }) => `cut off: ${data}`)]
}

/** What can have the focus and does not show it. A choice and a card show it around the whole of themselves. */
function findHiddenFocus(): string[] {
  const focusable = document.querySelectorAll<HTMLElement>(
    "a[href], button, input, select, textarea, summary",
  )
  const shown = [...focusable].filter((element) => element.checkVisibility() && element.tabIndex >= 0)
  const hasOutline = (element: Element | null) => {
    if (!element) return false
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(", 0)")
  }
  return shown
    .filter((element) => element.getAttribute("type") !== "hidden")
    .filter((element) => {
      // TypeScript does not know the option that Chromium has.
      const options: FocusOptions & { focusVisible?: boolean } = { focusVisible: true, preventScroll: true }
      element.focus(options)
      return !hasOutline(element) && !hasOutline(element.closest("label, article"))
    })
    .map((element) => `no focus: ${element.outerHTML.slice(0, 120)}`)
}

/** Nothing is lost with text of twice the size, as set in the browser (WCAG 1.4.4). */
async function expectLargeText(page: Page, state: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } })
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("32px")
  expect(await page.evaluate(findLostText), `${state}, text of 200 %`).toEqual([])
  await session.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } })
  await session.detach()
}

/** How many colours are painted in the first match, found by drawing a picture of it. */
async function countColours(page: Page, selector: string): Promise<number> {
  const picture = await page.locator(selector).first().screenshot()
  return page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const { width, height } = image
    const canvas = new OffscreenCanvas(width, height).getContext("2d")
    if (!canvas) throw new Error("There is no canvas.")
    canvas.drawImage(image, 0, 0)
    // The row in the middle: edges are smoothed into colours that nobody chose.
    const row = canvas.getImageData(0, Math.floor(height / 2), width, 1).data
    return new Set(Array.from({ length: width }, (_, x) => row.slice(4 * x, 4 * x + 3).join())).size
  }, picture.toString("base64"))
}

/** With the reader's own few colours, which the browser gives to all text, the focus and what CSS draws still show. */
export async function expectForcedColours(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ forcedColors: "active" })
  expect(await page.evaluate(findHiddenFocus), `${state}, forced colours`).toEqual([])
  for (const drawn of ["main meter", "main svg[role=img]"]) {
    if ((await page.locator(drawn).count()) === 0) continue
    expect(await countColours(page, drawn), `${state}, forced colours, ${drawn}`).toBeGreaterThan(1)
  }
  await page.emulateMedia({ forcedColors: "none" })
}

/** Nothing for axe to say (`expectNoFaults`), and nothing lost on the narrowest screen or with large text. */
export async function expectAccessible(page: Page, state: string, ...schemes: Scheme[]): Promise<void> {
  // After a form that was sent with JavaScript, Next sets the title a moment after the page.
  await expect(page).toHaveTitle(/./)
  await expectNoFaults(page, state, ...schemes)
  expect(await page.evaluate(findHiddenFocus), `${state}, focus`).toEqual([])
  await expectLargeText(page, state)
  await page.setViewportSize(narrow)
  expect(await page.evaluate(findLostText), `${state} at 320 px`).toEqual([])
  await page.setViewportSize(wide)
}
