import { expect, type Locator, type Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"

/** The pages of one registration's answers: a few questions at a time, the list of all of them, and a single one. */
export class ProfilePage {
  readonly path: string
  readonly company: Locator
  readonly refusal: Locator

  /** `ticket` is the path of the registration's ticket. */
  constructor(
    readonly page: Page,
    ticket: string,
  ) {
    this.path = ticket.replace("/tickets/", "/profile/")
    this.company = page.getByLabel(/Where do you work/)
    this.refusal = page.getByRole("alert").filter({ hasText: words("common.browser.problem") })
  }

  /** Opens the next questions. */
  async openQuestions(): Promise<void> {
    await this.page.goto(this.path)
    await expect(this.page.getByLabel(/Which country do you come from/)).toHaveValue("")
  }

  async openAnswers(): Promise<void> {
    await this.page.goto(`${this.path}/answers`)
    await expect(this.page.getByRole("heading", { name: "Check your answers", level: 1 })).toBeVisible()
  }

  /** Opens the page that changes one answer. */
  async openAnswer(key: string): Promise<void> {
    await this.page.goto(`${this.path}/answers/${key}`)
    await expect(this.page.getByRole("heading", { name: "Change your answer", level: 1 })).toBeVisible()
  }

  async dinner(answer: "Yes" | "No"): Promise<void> {
    await this.page
      .getByRole("radiogroup", { name: /staying for dinner/ })
      .getByLabel(answer)
      .check()
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: "Save and continue" }).click()
  }

  /** What the list of answers says to a question. */
  answer(label: string): Locator {
    return this.page.locator("dt", { hasText: label }).locator("xpath=following-sibling::dd[1]")
  }

  async expectProgress(text: string): Promise<void> {
    await expect(this.page.getByRole("meter", { name: text })).toBeVisible()
  }

  /** The list of answers, saved and not changed by anything. */
  async expectAnswers(): Promise<void> {
    await expect(this.page).toHaveURL(new RegExp(`${this.path}/answers$`))
  }
}
