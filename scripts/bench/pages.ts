import { type Browser, chromium } from "playwright"
import { Site } from "../../e2e/servers/site"
import { ensureBrowser } from "../ensure-browser.mjs"
import { type Visit, visit } from "./throttled-visit"

/** Design reference §0, at slow 4G and a CPU four times slower. */
const budgets: Visit = { lcp: 1_800, cls: 0.02, inp: 200, kB: 200 }

const visits = 5

const figures = ["kB", "lcp", "cls", "inp"] as const

type Signed = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>

/** Registers somebody in the browser and answers the cookies and the path of the ticket. */
async function register(browser: Browser, site: Site): Promise<{ state: Signed; ticket: string }> {
  const context = await browser.newContext({ locale: "en-GB" })
  const page = await context.newPage()
  await page.goto(`${site.url}/e/field-notes-summit/register`)
  await page.getByLabel("First name").fill("Ana")
  await page.getByLabel("Email address").fill("bench@example.com")
  await page.getByLabel("Mapping and survey").check()
  await page.getByLabel("I accept the terms").check()
  await page.getByRole("button", { name: "Get my ticket" }).click()
  await page.waitForURL(/\/confirm$/)
  const mailbox = await (await context.request.get(`${site.url}/dev/mailbox`)).text()
  const [, first, second] = /(\d{3}) (\d{3}) is your/.exec(mailbox) ?? []
  await page.getByLabel("6-digit code").fill(`${first}${second}`)
  await page.getByRole("button", { name: "Confirm" }).click()
  await page.waitForURL(/\/tickets\//)
  const state = await context.storageState()
  const ticket = new URL(page.url()).pathname
  await context.close()
  return { state, ticket }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

async function measure(browser: Browser, url: string, state: Signed | undefined): Promise<Visit> {
  const all: Visit[] = []
  for (let count = 0; count < visits; count++) all.push(await visit(browser, url, state))
  const middle = (figure: keyof Visit) => median(all.map((one) => one[figure]))
  return { kB: middle("kB"), lcp: middle("lcp"), cls: middle("cls"), inp: middle("inp") }
}

function row(path: string, found: Visit): string {
  const cells = figures.map((figure) => {
    const digits = figure === "cls" ? 3 : 0
    return `${found[figure].toFixed(digits)}${found[figure] > budgets[figure] ? " OVER" : ""}`.padStart(10)
  })
  return `${path.padEnd(44)}${cells.join("")}`
}

/** `npm run bench:pages`: what every attendee page costs a phone on a slow line; exit code 1 when one is over budget. */
async function main(): Promise<void> {
  const site = await Site.start()
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  })
  try {
    const { state, ticket } = await register(browser, site)
    const registration = ticket.split("/").at(-1)
    const event = "/e/field-notes-summit"
    const pages: [string, Signed | undefined][] = [
      ["/", undefined],
      [event, undefined],
      [`${event}/register`, undefined],
      ["/e/river-survey-weekend/register", undefined],
      ["/sign-in", undefined],
      [ticket, state],
      [`/profile/${registration}`, state],
      [`/profile/${registration}/answers`, state],
      ["/me", state],
    ]
    console.log(
      `Median of ${visits} visits, slow 4G, CPU x4. Budgets: ${figures.map((name) => `${name} ${budgets[name]}`).join(", ")}`,
    )
    console.log(`${"page".padEnd(44)}${figures.map((name) => name.padStart(10)).join("")}`)
    for (const [path, cookies] of pages) {
      const found = await measure(browser, site.url + path, cookies)
      console.log(row(path.replace(String(registration), "[registration]"), found))
      if (figures.some((figure) => found[figure] > budgets[figure])) process.exitCode = 1
    }
  } finally {
    await browser.close()
    await site.remove()
  }
}

await main()
