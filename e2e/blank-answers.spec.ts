import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { sql } from "drizzle-orm"
import { openDatabase } from "@/lib/db/open"
import { expect, test } from "./fixtures"
import { fieldNotes } from "./form-post"
import { freePort, Program } from "./servers/program"

test.describe("without JavaScript", () => {
  test.describe.configure({ mode: "serial", timeout: 240_000 })
  test.use({ javaScriptEnabled: false })

  let port = 0
  let dataDir = ""
  let front: Program

  const at = (address: string) => `http://localhost:${port}${address}`

  async function start(): Promise<void> {
    const env = { PORT: String(port), SITE_URL: at(""), DATA_DIR: dataDir }
    front = Program.start(["e2e/servers/front.mjs"], env)
    await front.printed(/^GATE {7}/m)
    await expect
      .poll(() =>
        fetch(at("/help")).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200)
  }

  test.beforeAll(async () => {
    port = await freePort()
    dataDir = await mkdtemp(path.join(tmpdir(), "gatehouse-blank-"))
    await start()
  })
  test.afterAll(async () => {
    await front.end("SIGKILL")
    await rm(dataDir, { recursive: true, force: true })
  })

  for (const address of [
    "/organizer/nope",
    "/organizer/nope/attendees",
    `/organizer/field-notes-summit/attendees/${crypto.randomUUID()}`,
    `/organizer/field-notes-summit/attendees/jobs/${crypto.randomUUID()}`,
    "/organizer/field-notes-summit/questions/nope",
  ]) {
    test(`${address} says at its own address, with 404, that there is nothing`, async ({ page }) => {
      const answer = await page.goto(at(address))

      expect(answer?.status()).toBe(404)
      expect(new URL(page.url()).pathname).toBe(address)
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing for you here")
      await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible()
    })
  }

  test("a page whose data cannot be read says so, with 503, and when to come back", async ({ page }) => {
    await front.end("SIGKILL")
    const open = await openDatabase({ dataDir })
    await open.db.execute(sql`alter table question rename column label to gone`)
    await open.close()
    await start()

    const answer = await page.goto(at(fieldNotes))

    expect(answer?.status()).toBe(503)
    expect(answer?.headers()["retry-after"]).toBe("30")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Something went wrong on our side")
    await expect(page.getByText("reference-1")).toBeVisible()
    await expect(page.getByRole("link", { name: "Try again" })).toHaveAttribute("href", fieldNotes)
  })

  test("and does so in the visitor's language and direction", async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: "ar" })
    const page = await context.newPage()

    await page.goto(at(fieldNotes))

    await expect(page.locator("html")).toHaveAttribute("dir", "rtl")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("حدث خطأ من جانبنا")
    await context.close()
  })
})
