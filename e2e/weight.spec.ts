import { gzipSync } from "node:zlib"
import { type APIRequestContext, request as requests } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { fieldNotes, postForm, registerByRequest, registration, startRegistration } from "./form-post"

/** Budgets of docs/measurements.md in kB (1000 bytes) after gzip; `total` is what is really sent. */
const budgets = { script: 145, style: 8, html: 16, font: 25, total: 200 }
const parts = ["script", "style", "html", "font", "total"] as const

const kilobytes = (text: string | Buffer) => gzipSync(text, { level: 9 }).length / 1_000

type Weight = Record<keyof typeof budgets, number> & { scripts: string[] }

/** A copy has its sheets inside; every page may have a rule or two for its own questions. */
const inlined = /<style[^>]*>([\s\S]*?)<\/style>/g

/** What a page makes a browser with an empty cache load. */
async function weigh(request: APIRequestContext, path: string): Promise<Weight> {
  const html = await (await request.get(path)).text()
  const files = (pattern: RegExp) => [...new Set([...html.matchAll(pattern)].map(([, file = ""]) => file))]
  const load = async (file: string) => {
    const answer = await request.get(file)
    expect(answer.status(), file).toBe(200)
    return answer.body()
  }
  const oldBrowsersOnly = files(/<script src="([^"]+)"[^>]* noModule/g)
  // Chunks are named in script tags and in the page's data, from where they are loaded as well.
  const names = files(/(\/_next\/static\/chunks\/[^"\\\s]+?\.js)/g)
  const scripts = await Promise.all(names.filter((name) => !oldBrowsersOnly.includes(name)).map(load))
  const inline = [...html.matchAll(inlined)].map(([, rules = ""]) => rules)
  const sheets = await Promise.all(files(/<link rel="stylesheet" href="([^"]+)"/g).map(load))
  const css = [...inline, ...sheets.map(String)].join("")
  // A sheet that is linked names them from where it lies, beside their folder.
  const faces = [...css.matchAll(/url\((?:\.\.|\/_next\/static)(\/media\/[^)]+\.woff2)\)/g)]
  const fonts = await Promise.all(faces.map(([, face]) => load(`/_next/static${face}`)))
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)
  const script = sum(scripts.map(kilobytes))
  // Compressed already; no server compresses them again.
  const font = sum(fonts.map((file) => file.length / 1_000))
  return {
    script,
    style: kilobytes(css),
    html: kilobytes(html.replace(inlined, "")),
    font,
    total: script + sum(sheets.map(kilobytes)) + kilobytes(html) + font,
    scripts: scripts.map(String),
  }
}

/** Every figure of a page that is over. */
function findOverweight(path: string, weight: Weight, allowed = budgets): string[] {
  const figures = parts.map((part) => ({ part, kB: weight[part], most: allowed[part] }))
  return figures.flatMap(({ part, kB, most }) => {
    const figure = `${path}: ${part} ${kB.toFixed(1)} kB of ${most}`
    test.info().annotations.push({ type: "weight", description: figure })
    return kB > most ? [figure] : []
  })
}

/** Fails with every figure of every page that is over. */
async function expectLight(request: APIRequestContext, ...paths: string[]): Promise<void> {
  const over: string[] = []
  for (const path of paths) {
    const weight = await weigh(request, path)
    expect(weight.scripts.length, `scripts of ${path}`).toBeGreaterThan(3)
    over.push(...findOverweight(path, weight))
    if (weight.scripts.some((script) => /ZodError|_zod\b/.test(script))) over.push(`${path}: loads zod`)
    if (weight.scripts.some((script) => /INSUFFICIENT_PATH|MISSING_MESSAGE/.test(script)))
      over.push(`${path}: loads next-intl`)
  }
  expect(over).toEqual([])
}

test("what a stranger sees is light", async ({ request }) => {
  const forms = [`${fieldNotes}/register`, "/e/river-survey-weekend/register", "/sign-in"]
  const ends = ["/me/deleted", "/me/unsubscribe?done=1"]
  await expectLight(request, ...forms, "/help", "/nowhere", ...ends)
})

test("an event page comes to a stranger with no script to load, less than 2 kB inside, and fits into 55 kB", async ({
  request,
}) => {
  for (const path of ["/", fieldNotes]) {
    const weight = await weigh(request, path)
    expect(weight.scripts.length, `scripts of ${path}`).toBe(0)
    const html = await (await request.get(path)).text()
    const inline = [...html.matchAll(/<script data-for="everybody">([^<]*)/g)]
      .map(([, text = ""]) => text)
      .join("")
    expect(Buffer.byteLength(inline), `inline script of ${path}`).toBeLessThan(2_000)
    expect(findOverweight(path, weight, { ...budgets, script: 0, total: 55 })).toEqual([])
  }
})

test("what somebody about to prove an address sees is light", async ({ request, newEmail, site }) => {
  await startRegistration(request, registration(newEmail()))
  await expectLight(request, `${fieldNotes}/register`, `${fieldNotes}/confirm`)

  const other = await requests.newContext({ baseURL: site.url })
  await postForm(other, { path: "/sign-in", button: "Send me a code", fields: { email: newEmail() } })
  await expectLight(other, "/sign-in/confirm")
  await other.dispose()
})

test("what somebody with a ticket sees is light", async ({ request, inbox, newEmail }) => {
  const ticket = await registerByRequest(request, inbox, newEmail())

  await expectLight(request, ticket, `${ticket}/code`, `${ticket}/cancel`, fieldNotes)
  await expectLight(request, "/me", "/me/data", "/me/data/erase", "/me/data/delete", "/me/email", "/me/name")
  const profile = ticket.replace("/tickets/", "/profile/")
  await expectLight(request, profile, `${profile}/answers`, `${profile}/answers/country`)

  const fields = { email: newEmail() }
  await postForm(request, { path: "/me/email", button: "Send me a code", fields })
  await expectLight(request, "/me/email/confirm")

  await postForm(request, { path: `${ticket}/cancel`, button: "Cancel my registration" })
  await expectLight(request, ticket)
})

test("a ticket that is being finished is light", async ({ request, gate, inbox, newEmail }) => {
  await gate.misbehave({ fault: "error", status: 400, method: "POST", path: "/user_extra/$", times: 1 })

  const ticket = await registerByRequest(request, inbox, newEmail())

  await expectLight(request, ticket)
})

test("a refused form is light", async ({ request }) => {
  const answer = await postForm(request, { path: `${fieldNotes}/register`, button: "Get my ticket" })

  const html = await answer.text()
  expect(html).toContain(words("common.browser.problem"))
  expect(kilobytes(html)).toBeLessThanOrEqual(budgets.html)
})
