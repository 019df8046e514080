import http from "node:http"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, test } from "vitest"
import { words } from "@/lib/i18n/test-words"
import { fillBlankAnswers } from "./blank-answers.mjs"
import { createFailurePage } from "./failure-page.mjs"
import { languages, plainPagePolicy } from "./plain-page.mjs"

/** What Next compresses with; it has no types. */
const compression: () => (
  request: http.IncomingMessage,
  response: http.ServerResponse,
  next: () => void,
) => void = createRequire(import.meta.url)("next/dist/compiled/compression")

type Site = (request: http.IncomingMessage, response: http.ServerResponse) => unknown
type Asked = { path?: string; method?: string; headers?: Record<string, string> }

const page = createFailurePage(".")
const shell = `<!DOCTYPE html><html id="__next_error__"><head></head><body>${"<script></script>".repeat(4_000)}</body></html>`

let server: http.Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** Serves a site behind the filler, with Next's compression as in production. */
async function start(site: Site): Promise<(asked?: Asked) => Promise<Response>> {
  const compress = compression()
  const compressed: Site = (request, response) =>
    new Promise((resolve) => compress(request, response, () => resolve(site(request, response))))
  const filled = fillBlankAnswers(compressed, { page, isPage: (path) => path !== "/unknown" })
  server = http.createServer((request, response) => {
    response.setHeader("x-request-id", "r-7")
    return filled(request, response)
  })
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return ({ path = "/organizer/nope", method = "GET", headers = {} } = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { accept: "text/html,*/*;q=0.8", ...headers },
    })
}

/** As Next sends a page that said `notFound()`, or that broke. */
const drawnInTheBrowser =
  (status: number): Site =>
  async (_, response) => {
    response.statusCode = status
    response.setHeader("content-type", "text/html; charset=utf-8")
    response.setHeader("etag", '"x"')
    response.write(shell.slice(0, 40_000))
    await new Promise(setImmediate)
    response.end(shell.slice(40_000))
  }

const visibleText = (html: string) =>
  html
    .replace(/<(style|title|script)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .trim()

describe("an answer without words", () => {
  test("of a page that is not there is a page that says so, 404, at its own address", async () => {
    const ask = await start(drawnInTheBrowser(404))

    const answer = await ask()
    const html = await answer.text()

    expect(answer.status).toBe(404)
    expect(answer.redirected).toBe(false)
    expect(visibleText(html)).toMatch(/^You don’t have access to this page\s.+Your events\s+Sign in$/s)
    expect(answer.headers.get("content-security-policy")).toBe(plainPagePolicy)
    expect(answer.headers.get("etag")).toBeNull()
    expect(html).not.toContain("<script")
  })

  test("of a page that broke is a 503 that says when to come back and what to tell us", async () => {
    const ask = await start(drawnInTheBrowser(500))

    const answer = await ask({ path: "/e/summit?track=1" })
    const html = await answer.text()

    expect(answer.status).toBe(503)
    expect(answer.headers.get("retry-after")).toBe("30")
    expect(visibleText(html)).toMatch(/^Something went wrong on our side\s.+r-7.+Try again/s)
    expect(html).toContain('<a href="/e/summit">Try again</a>')
  })

  test.each([
    ["a form from elsewhere", 403, "/e/summit/register", words("common.failure.foreign_request.title")],
    ["a file that is not there", 404, "/tickets/x/calendar.ics", words("attendee.not_found.title")],
    ["Next's last words", 500, "/e/summit", "Something went wrong on our side"],
  ])("of %s is a page as well", async (_, status, path, said) => {
    const ask = await start((_request, response) => {
      response.writeHead(status, { "content-type": "text/plain", "content-length": 9 })
      response.end("Forbidden")
    })

    const answer = await ask({ path, method: status === 403 ? "POST" : "GET" })

    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8")
    expect(visibleText(await answer.text())).toContain(said)
  })

  test("to HEAD has no body", async () => {
    const ask = await start(drawnInTheBrowser(500))

    const answer = await ask({ method: "HEAD" })

    expect(answer.status).toBe(503)
    expect(await answer.text()).toBe("")
  })

  test("leads nowhere but here, whatever the address looks like", async () => {
    const ask = await start(drawnInTheBrowser(500))

    const html = await (await ask({ path: '//evil.example/"><script>' })).text()

    expect(html).not.toContain('href="//')
    expect(html).not.toContain("<script>")
  })
})

describe("an answer is left alone", () => {
  const expectUntouched = async (site: Site, asked: Asked, status: number, text: string) => {
    const answer = await (await start(site))(asked)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toBe(text)
  }

  test("when a script asked for it", () =>
    expectUntouched(drawnInTheBrowser(404), { headers: { rsc: "1" } }, 404, shell))

  test("when a program asked for it", () =>
    expectUntouched(drawnInTheBrowser(500), { headers: { accept: "*/*" } }, 500, shell))

  test("when it is the site's own page for an unknown address, which has words", () =>
    expectUntouched(drawnInTheBrowser(404), { path: "/unknown" }, 404, shell))

  test("when it went well", () => expectUntouched(drawnInTheBrowser(200), {}, 200, shell))

  test("when it is a form drawn again", () =>
    expectUntouched(drawnInTheBrowser(409), { method: "POST" }, 409, shell))
})

describe("the pages", () => {
  test.each(languages)("are in %s, in its direction, and hold no empty place", (language) => {
    for (const status of [403, 404, 503])
      for (const path of ["/e/summit", "/organizer/x"]) {
        const html = page({ status, path, language, reference: "r-1" })
        expect(html).toContain(
          `<html lang="${language === "pt" ? "pt-BR" : language}" dir="${language === "ar" ? "rtl" : "ltr"}">`,
        )
        expect(html).not.toMatch(/undefined|<(h1|p|a|title)[^>]*><\//)
      }
  })

  test.each([
    [{ "accept-language": "de, es;q=0.5, pt;q=0.9" }, "Algo deu errado do nosso lado"],
    [{ "accept-language": "de" }, "Something went wrong on our side"],
    [{ "accept-language": "pt", cookie: "a=b; gatehouse.language=ar" }, "حدث خطأ من جانبنا"],
  ])("are in the language of %j", async (headers, said) => {
    const ask = await start(drawnInTheBrowser(500))

    expect(await (await ask({ headers: headers as Record<string, string> })).text()).toContain(said)
  })
})
