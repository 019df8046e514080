import { expect, type Locator, type Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { delivered } from "../form-post"
import { CodePage } from "./code-page"
import { ErrorSummary } from "./error-summary"
import { TicketPage } from "./ticket-page"

export type Visitor = { firstName: string; lastName?: string; email: string }

export class RegistrationPage {
  readonly firstName: Locator
  readonly lastName: Locator
  readonly email: Locator
  readonly terms: Locator

  private constructor(readonly page: Page) {
    this.firstName = page.getByLabel("First name")
    this.lastName = page.getByLabel("Last name (optional)")
    this.email = page.getByLabel("Email address")
    this.terms = page.getByLabel("I accept the terms")
  }

  static async open(page: Page, slug = "field-notes-summit"): Promise<RegistrationPage> {
    await page.goto(`/e/${slug}/register`)
    return RegistrationPage.shown(page)
  }

  static async shown(page: Page): Promise<RegistrationPage> {
    await expect(page).toHaveURL(/\/e\/[a-z-]+\/register$/)
    await expect(page.getByRole("heading", { name: "Get your ticket", level: 1 })).toBeVisible()
    return new RegistrationPage(page)
  }

  /** A question, by its text. */
  question(label: string): Locator {
    return this.page.getByLabel(label)
  }

  /** One of the answers to choose from. */
  choice(question: string, answer: string): Locator {
    return this.page.getByRole("group", { name: question }).or(this.radios(question)).getByLabel(answer)
  }

  private radios(question: string): Locator {
    return this.page.getByRole("radiogroup", { name: question })
  }

  async fillDate(question: string, [day, month, year]: [string, string, string]): Promise<void> {
    const date = this.page.getByRole("group", { name: question })
    await date.getByLabel("Day", { exact: true }).fill(day)
    await date.getByLabel("Month").fill(month)
    await date.getByLabel("Year").fill(year)
  }

  /** Fills in what every registration for Field Notes Summit needs. */
  async fill({ firstName, lastName = "", email }: Visitor): Promise<void> {
    await this.firstName.fill(firstName)
    await this.lastName.fill(lastName)
    await this.email.fill(email)
    await this.choice("Which track will you follow?", "Mapping and survey").check()
    await this.terms.check()
  }

  private async press(): Promise<void> {
    await this.page.getByRole("button", { name: "Get my ticket" }).click()
  }

  async submit(): Promise<CodePage> {
    await this.press()
    return CodePage.shown(this.page)
  }

  /** For somebody who has signed in and is not asked for a code. */
  async submitSignedIn(): Promise<TicketPage> {
    await this.press()
    const ticket = await TicketPage.shown(this.page)
    await delivered(this.page.request, ticket.path)
    return ticket
  }

  async submitRefused(title = words("common.browser.problem")): Promise<ErrorSummary> {
    await this.press()
    const summary = new ErrorSummary(this.page, title)
    await expect(summary.box).toBeVisible()
    return summary
  }
}
