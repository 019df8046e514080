import { expect, type Page } from "playwright/test"
import { TicketPage } from "./ticket-page"

export class MyTicketsPage {
  private constructor(readonly page: Page) {}

  static async open(page: Page): Promise<MyTicketsPage> {
    await page.goto("/me")
    return MyTicketsPage.shown(page)
  }

  static async shown(page: Page): Promise<MyTicketsPage> {
    await expect(page).toHaveURL(/\/me$/)
    await expect(page.getByRole("heading", { name: "My tickets", level: 1 })).toBeVisible()
    return new MyTicketsPage(page)
  }

  /** Shows tickets for these events and no others. */
  async expectTickets(...titles: string[]): Promise<void> {
    await expect(this.page.getByRole("article").getByRole("heading")).toHaveText(titles)
  }

  async openTicket(title: string): Promise<TicketPage> {
    await this.page.getByRole("link", { name: title }).click()
    return TicketPage.shown(this.page)
  }
}
