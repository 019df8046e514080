import { expect, type Page } from "playwright/test"
import { CodePage } from "./code-page"
import { ErrorSummary } from "./error-summary"

export class SignInPage {
  private constructor(readonly page: Page) {}

  static async open(page: Page): Promise<SignInPage> {
    await page.goto("/sign-in")
    return SignInPage.shown(page)
  }

  static async shown(page: Page): Promise<SignInPage> {
    await expect(page).toHaveURL(/\/sign-in(\?|$)/)
    await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible()
    return new SignInPage(page)
  }

  private async send(email: string): Promise<void> {
    await this.page.getByLabel("Email address").fill(email)
    await this.page.getByRole("button", { name: "Send me a code" }).click()
  }

  async askForCode(email: string): Promise<CodePage> {
    await this.send(email)
    return CodePage.shown(this.page)
  }

  async askRefused(email: string, title: string): Promise<ErrorSummary> {
    await this.send(email)
    const summary = new ErrorSummary(this.page, title)
    await expect(summary.box).toBeVisible()
    return summary
  }
}
