import { expect, type Page } from "playwright/test"
import { words } from "@/lib/i18n/test-words"
import { pressAt, tabTo, typeAt } from "../keyboard"

export type NewEvent = { title: string; startsAt: string; endsAt: string; timeZone: string; venue: string }

export type NewQuestion = {
  label: string
  type: string
  field: string
  options?: string[]
  stage?: string
}

/** The organizer's pages that make an event, worked by keyboard alone. */
export class EventEditor {
  constructor(readonly page: Page) {}

  private async type(label: string, text: string): Promise<void> {
    await typeAt(this.page.getByLabel(label, { exact: true }), text)
  }

  /** A native select takes the beginning of an option's name. */
  private async choose(label: string, option: string): Promise<void> {
    const select = this.page.getByLabel(label, { exact: true })
    await tabTo(select)
    await this.page.keyboard.type(option)
    await expect(select.locator("option:checked")).toHaveText(new RegExp(`^${option}`))
  }

  private async press(name: string | RegExp): Promise<void> {
    await pressAt(this.page.getByRole("button", { name }), "Enter")
  }

  private async follow(name: string): Promise<void> {
    await pressAt(this.page.getByRole("link", { name, exact: true }).first(), "Enter")
  }

  /** The control reads as the browser's own language writes a time, American English, whatever the page's is. */
  private async typeTime(label: string, local: string): Promise<void> {
    const [, year, month, day, hour = "", minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)$/.exec(local) ?? []
    await tabTo(this.page.getByLabel(label, { exact: true }))
    await this.page.keyboard.type(`${month}${day}${year}`)
    await this.page.keyboard.press("ArrowRight")
    const hours = String(Number(hour) % 12 || 12).padStart(2, "0")
    await this.page.keyboard.type(`${hours}${minute}${Number(hour) < 12 ? "AM" : "PM"}`)
    await expect(this.page.getByLabel(label, { exact: true })).toHaveValue(local)
  }

  /** Makes a draft; returns its slug. */
  async create(event: NewEvent): Promise<string> {
    await this.page.goto("/organizer")
    await this.follow("Create an event")
    await this.type("Title", event.title)
    await this.choose("Time zone", event.timeZone)
    await this.typeTime("Starts", event.startsAt)
    await this.typeTime("Ends", event.endsAt)
    await this.type("Venue", event.venue)
    await this.press(words("editor.event.create"))
    await expect(this.page).toHaveURL(/\/organizer\/[^/]+\/settings\?done=created$/)
    return new URL(this.page.url()).pathname.split("/")[2] ?? ""
  }

  async addQuestion(slug: string, question: NewQuestion): Promise<void> {
    await this.page.goto(`/organizer/${slug}/questions`)
    await this.follow("Add a question")
    await this.type("Question", question.label)
    await this.choose("Type of answer", question.type)
    for (const [index, option] of (question.options ?? []).entries()) {
      await this.type(`Option ${index + 1}`, option)
    }
    await this.choose("GATE field", question.field)
    if (question.stage) {
      const first = this.page.getByRole("radio").first()
      await tabTo(this.page.getByRole("radio", { checked: true }))
      await this.page.keyboard.press("ArrowUp")
      await expect(first).toBeChecked()
    }
    await this.press(words("editor.question.save"))
    const accept = this.page.getByLabel(words("editor.question.accept_field", { field: question.field }))
    const saved = this.page.getByText(words("editor.question.done.saved"))
    await expect(accept.or(saved)).toBeVisible()
    if (await accept.isVisible()) {
      await pressAt(accept, "Space")
      await this.press(words("editor.question.save"))
    }
    await expect(saved).toBeVisible()
    await expect(this.page.getByRole("link", { name: question.label })).toBeVisible()
  }

  /** Moves a question up, the focus staying where it is pressed. */
  async moveUp(label: string): Promise<void> {
    await this.press(`Move up: ${label}`)
    await expect(this.page.getByText(`“${label}” was moved.`)).toBeVisible()
  }

  async publish(slug: string): Promise<void> {
    await this.page.goto(`/organizer/${slug}/settings`)
    await this.press("Publish")
    await expect(this.page.getByText(words("editor.state.done.published"))).toBeVisible()
  }
}
