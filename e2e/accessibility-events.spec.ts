import { request as requests } from "playwright/test"
import type { QuestionDescription } from "@/lib/domain/question"
import { languages } from "@/lib/i18n/languages"
import { expectAccessible, type Scheme } from "./accessible"
import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"
import { inDays, publishAll } from "./servers/small-event"
import { send } from "./tours"

const passport: QuestionDescription = {
  key: "passport",
  label: "What is the number of your passport?",
  type: "short_text",
  stage: "profile",
  field: "passport_number",
  why: "The harbour asks us for it.",
}

test.describe.configure({ timeout: 300_000 })

test("events that take nobody, and answers that cannot be changed or read", async ({
  page,
  site,
  inbox,
  newEmail,
}) => {
  const [full = "", closed = "", soon = "", decided = "", secret = ""] = await publishAll(site, [
    { capacity: 1 },
    { registrationClosesAt: inDays(-1) },
    { registrationOpensAt: inDays(3) },
    { editDeadline: inDays(-1), questions: [passport] },
    { questions: [passport] },
  ])
  const other = await requests.newContext({ baseURL: site.url })
  await registerByRequest(other, inbox, newEmail(), full)
  await other.dispose()
  const own = await requests.newContext({ baseURL: site.url })
  const email = newEmail()
  const answersOf = (ticket: string) => `${ticket.replace("/tickets/", "/profile/")}/answers`
  const after = answersOf(await registerByRequest(own, inbox, email, decided))
  const { cookies } = await own.storageState()
  await own.dispose()

  for (const language of languages) {
    // Colours are the same in every language; words and their width are not.
    const schemes: Scheme[] = language === "en" ? ["light"] : []
    await page.context().clearCookies()
    await page.context().addCookies([{ name: "gatehouse.language", value: language, url: site.url }])
    for (const path of [full, closed, soon, `${closed}/register`]) {
      await page.goto(path)
      await expectAccessible(page, `${language} ${path}`, ...schemes)
    }
    await page.context().addCookies(cookies)
    await page.goto(after)
    await expect(page.locator("main .rounded-panel")).toBeVisible()
    await expectAccessible(page, `${language}, answers after the deadline`, ...schemes)
  }

  await page.context().clearCookies()
  const before = answersOf(await registerByRequest(page.request, inbox, newEmail(), secret))
  await page.goto(`${before}/passport`)
  await page.locator("[name=passport]").fill("C01X00T47")
  await send(page)
  await page.waitForURL(before)
  await expectAccessible(page, "a masked answer", "light", "dark")
  await page.goto(`${before}/passport`)
  await expectAccessible(page, "the question of a masked answer", "light", "dark")
})
