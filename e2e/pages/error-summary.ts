import { expect, type Locator, type Page } from "playwright/test"

/** The box at the top of a form that was refused. */
export class ErrorSummary {
  readonly box: Locator

  constructor(
    private readonly page: Page,
    title: string,
  ) {
    const heading = page.getByRole("heading", { name: title, exact: true })
    this.box = page.getByRole("alert").filter({ has: heading })
  }

  /** Names these faults and no others, in this order. */
  async expectFaults(...texts: string[]): Promise<void> {
    await expect(this.box.getByRole("listitem")).toHaveText(texts)
  }

  /** Follows the link of a fault to its field. */
  async goToField(fault: string): Promise<void> {
    await this.box.getByRole("link", { name: fault, exact: true }).click()
  }

  /** Has the focus, and the page's title says so: what somebody who sees nothing meets first. */
  async expectAnnounced(): Promise<void> {
    await expect(this.box).toBeFocused()
    await expect(this.page).toHaveTitle(/^Error: /)
  }
}
