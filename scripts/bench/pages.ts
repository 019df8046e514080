import { type Browser, chromium } from "playwright"
import { Site } from "../../e2e/servers/site"
import { ensureBrowser } from "../ensure-browser.mjs"
import { type Visit, visit } from "./throttled-visit"
import { type Cookies, event, register, waitForCode } from "./visitor"

/** The budgets of docs/measurements.md, at slow 4G and a CPU four times slower. */
const budgets: Visit = { kB: 200, lcp: 1_800, cls: 0.02, inp: 200 }

const headings = { kB: "kB", lcp: "LCP ms", cls: "CLS", inp: "INP ms" }

const figures = ["kB", "lcp", "cls", "inp"] as const

const visits = 5

type MeasuredPage = { name: string; path: string; cookies?: Cookies }

/** Every page on the way from the first one to one's own, by what each visitor may see. */
async function listPages(browser: Browser, site: Site): Promise<MeasuredPage[]> {
  const waiting = await waitForCode(browser, site)
  const { cookies, ticket } = await register(browser, site)
  const profile = ticket.replace("/tickets/", "/profile/")
  return [
    { name: "home", path: "/" },
    { name: "event", path: event },
    { name: "register", path: `${event}/register` },
    { name: "register, every type of question", path: "/e/river-survey-weekend/register" },
    { name: "confirm", path: `${event}/confirm`, cookies: waiting },
    { name: "sign in", path: "/sign-in" },
    { name: "ticket", path: ticket, cookies },
    { name: "profile", path: profile, cookies },
    { name: "answers", path: `${profile}/answers`, cookies },
    { name: "one answer", path: `${profile}/answers/access`, cookies },
    { name: "me", path: "/me", cookies },
    { name: "me/data", path: "/me/data", cookies },
    { name: "me/email", path: "/me/email", cookies },
  ]
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

async function measure(browser: Browser, url: string, cookies?: Cookies): Promise<Visit> {
  const all: Visit[] = []
  for (let count = 0; count < visits; count++) all.push(await visit(browser, url, cookies))
  const middle = (figure: keyof Visit) => median(all.map((one) => one[figure]))
  return { kB: middle("kB"), lcp: middle("lcp"), cls: middle("cls"), inp: middle("inp") }
}

const row = (cells: string[]) => `| ${cells.join(" | ")} |`

function write(figure: keyof Visit, value: number): string {
  return value.toFixed(figure === "cls" ? 3 : 0)
}

/** `npm run bench:pages`: what every attendee page costs a phone on a slow line; exit code 1 when one is over budget. */
async function main(): Promise<void> {
  const site = await Site.start()
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
  const args = ["--no-sandbox", "--disable-gpu", ...quiet]
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args })
  try {
    const pages = await listPages(browser, site)
    console.log(row(["page", ...figures.map((figure) => headings[figure])]))
    console.log(row(["---", ...figures.map(() => "---:")]))
    console.log(row(["*budget*", ...figures.map((figure) => write(figure, budgets[figure]))]))
    for (const { name, path, cookies } of pages) {
      const found = await measure(browser, site.url + path, cookies)
      const isOver = (figure: keyof Visit) => found[figure] > budgets[figure]
      const cells = figures.map((figure) => write(figure, found[figure]) + (isOver(figure) ? " OVER" : ""))
      console.log(row([name, ...cells]))
      if (figures.some(isOver)) process.exitCode = 1
    }
  } finally {
    await browser.close()
    await site.remove()
  }
}

await main()
