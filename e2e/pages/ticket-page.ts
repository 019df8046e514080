import { expect, type Locator, type Page } from "playwright/test"

export class TicketPage {
  readonly qrCode: Locator
  readonly progress: Locator

  private constructor(readonly page: Page) {
    this.qrCode = page.getByRole("img", { name: /^Ticket .* as a QR code$/ })
    this.progress = page.getByRole("status")
  }

  static async shown(page: Page): Promise<TicketPage> {
    await expect(page).toHaveURL(/\/tickets\/[0-9a-f-]{36}$/)
    await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
    return new TicketPage(page)
  }

  get path(): string {
    return new URL(this.page.url()).pathname
  }

  /** The detail beside a term of the stub. */
  detail(term: string): Locator {
    return this.page.getByRole("definition").and(this.page.locator(`dt:text-is("${term}") + dd`))
  }

  async downloadCalendarFile(): Promise<{ name: string; text: string }> {
    const begun = this.page.waitForEvent("download")
    await this.page.getByRole("link", { name: "Add to calendar" }).click()
    const download = await begun
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk)
    return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString("utf8") }
  }

  calendarLink(name: "Google Calendar" | "Outlook"): Locator {
    return this.page.getByRole("link", { name })
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign out" }).click()
    await expect(this.page.getByRole("heading", { name: "Events", level: 1 })).toBeVisible()
  }
}
