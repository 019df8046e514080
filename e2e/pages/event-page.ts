import { expect, type Page } from "playwright/test"
import { RegistrationPage } from "./registration-page"

export class EventPage {
  private constructor(readonly page: Page) {}

  static async shown(page: Page, title: string): Promise<EventPage> {
    await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible()
    return new EventPage(page)
  }

  async register(): Promise<RegistrationPage> {
    await this.page.getByRole("link", { name: "Get my ticket" }).click()
    return RegistrationPage.shown(this.page)
  }
}
