import { expect, type Page } from "playwright/test"
import { EventPage } from "./event-page"

export class EventsPage {
  private constructor(readonly page: Page) {}

  static async open(page: Page): Promise<EventsPage> {
    await page.goto("/")
    await expect(page.getByRole("heading", { name: "Events", level: 1 })).toBeVisible()
    return new EventsPage(page)
  }

  async openEvent(title: string): Promise<EventPage> {
    await this.page.getByRole("link", { name: title }).click()
    return EventPage.shown(this.page, title)
  }
}
