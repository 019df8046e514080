import { expect, type Locator, type Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { delivered } from "../form-post"
import { ErrorSummary } from "./error-summary"
import { MyTicketsPage } from "./my-tickets-page"
import { RegistrationPage } from "./registration-page"
import { TicketPage } from "./ticket-page"

/** Puts a code into its field, to be sent by whoever asked for that: a code that is typed goes by itself with its last digit. */
export function fillCode(field: Locator, code: string): Promise<void> {
  return field.evaluate((input, text) => {
    if (input instanceof HTMLInputElement) input.value = text
  }, code)
}

export class CodePage {
  readonly code: Locator

  private constructor(readonly page: Page) {
    this.code = page.getByLabel("6-digit code")
  }

  static async shown(page: Page): Promise<CodePage> {
    await expect(page).toHaveURL(/\/confirm(\?|$)/)
    await expect(page.getByRole("heading", { name: "Check your email", level: 1 })).toBeVisible()
    return new CodePage(page)
  }

  private async enter(code: string): Promise<void> {
    await fillCode(this.code, code)
    await this.page.getByRole("button", { name: "Confirm" }).click()
  }

  /** Leads to the ticket, once GATE has everything. */
  async confirm(code: string): Promise<TicketPage> {
    await this.enter(code)
    const ticket = await TicketPage.shown(this.page)
    await delivered(this.page.request, ticket.path)
    return ticket
  }

  async confirmSignIn(code: string): Promise<MyTicketsPage> {
    await this.enter(code)
    return MyTicketsPage.shown(this.page)
  }

  /** Leads to whatever page asked for the code. */
  async confirmTo(code: string, path: string): Promise<void> {
    await this.enter(code)
    await expect(this.page).toHaveURL((url) => url.pathname + url.search === path)
  }

  async confirmRefused(code: string, fault: string): Promise<ErrorSummary> {
    await this.enter(code)
    const summary = new ErrorSummary(this.page, words("common.browser.problem"))
    await summary.expectFaults(fault)
    // The code is never sent back: an empty field means that this is the answer to this try and not to the last.
    await expect(this.code).toHaveValue("")
    return summary
  }

  async sendAnother(): Promise<void> {
    await this.page.getByRole("button", { name: "Send a new code" }).click()
  }

  async changeAddress(): Promise<RegistrationPage> {
    await this.page.getByRole("link", { name: "Change it" }).click()
    return RegistrationPage.shown(this.page)
  }
}
