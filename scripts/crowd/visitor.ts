import { setTimeout as sleep } from "node:timers/promises"
import { formBody, hiddenFields } from "../../e2e/form-fields"
import { type Answer, AnswerLost, Browser, type TimedAnswer } from "./browser"
import type { Fleet } from "./fleet"
import type { History } from "./history"
import type { Mailbox } from "./mailbox"
import type { Starter } from "./starter"

/** How a person left: with a ticket, with one given back, told that all places are taken, or without an answer. */
export type Outcome = "ticket" | "cancelled" | "full" | "gave up"

/** Forms a person sends before they give up. */
const patience = 20

/** A code is waited for this long, in milliseconds; then the form is sent again, which asks for another. */
const codeWaitMs = 12_000

/** The site sends no second code within this time, in milliseconds. */
const resendAfterMs = 31_000

const ticketPath = /^\/tickets\/([0-9a-f-]{36})$/

export type Place = {
  fleet: Fleet
  mailbox: Mailbox
  history: Pick<History, "note">
  /** The path of the event. */
  event: string
  /** Waited for with the code in hand; absent: nobody waits. */
  starter?: Starter
  /** Told of every answer. */
  heard?: (answer: TimedAnswer) => void
  /** Where everybody comes from; absent: each from an address of their own. */
  address?: string
}

/** One person who registers by the forms of a browser without JavaScript, and tries again when an answer is lost. */
export class Visitor {
  readonly email: string
  outcome: Outcome = "gave up"
  ticketId: string | null = null
  private readonly browser: Browser
  private codesUsed = 0
  private code: string | null = null
  private postedAt = 0
  /** A form whose answer was lost: “reload” sends the very same again. */
  private unanswered: FormData | null = null

  constructor(
    private readonly place: Place,
    readonly number: number,
  ) {
    this.email = `person${number}@people.example`
    this.browser = new Browser(
      place.fleet,
      place.address ?? `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
      place.heard,
    )
  }

  private note(
    step: "invoke" | "ok" | "fail" | "info",
    operation: string,
    value: string | null = null,
  ): void {
    this.place.history.note(this.number, step, operation, value)
  }

  /** Registers, or finds that all places are taken. */
  async register(): Promise<void> {
    this.note("invoke", "register", this.email)
    for (let attempt = 0; attempt < patience; attempt++) {
      try {
        if (await this.sendForm()) return
      } catch (error) {
        if (!(error instanceof AnswerLost)) throw error
        this.note("info", "lost", error.message)
      }
      await sleep(250)
    }
    this.outcome = "gave up"
    this.note("info", "register", "gave up")
    void this.place.starter?.arrive()
  }

  /** From the form to an answer, if all goes well; true when the person knows where they stand. */
  private async sendForm(): Promise<boolean> {
    const path = `${this.place.event}/register`
    if (this.unanswered === null) {
      const page = await this.browser.get(path)
      if (this.isTicket(page)) return true
      if (page.status !== 200) return this.wait(`${page.status} for the form`)
      const hidden = hiddenOf(page, "Get my ticket")
      if (!hidden) return this.isFull()
      this.unanswered = this.filledIn(hidden)
      this.postedAt = performance.now()
    }
    const answer = await this.browser.post(path, this.unanswered)
    this.unanswered = null
    if (this.isTicket(answer)) return true
    const [, seconds] = /Wait (\d+) seconds?, then send the form again/.exec(answer.text) ?? []
    if (seconds) return this.waitAsAsked(Number(seconds), hiddenFields(answer.text, "Get my ticket"))
    if (answer.location?.endsWith("/confirm")) return this.sendCode()
    return this.wait(`${answer.status} for the registration`)
  }

  private filledIn(hidden: Record<string, string>): FormData {
    const fields = { first_name: "Ana", last_name: "Ribeiro", email: this.email, accept_terms: "yes" }
    return formBody(hidden, fields)
  }

  /** Many people ask from this address: whoever has no JavaScript waits, and sends the form once more. */
  private async waitAsAsked(seconds: number, hidden: Record<string, string>): Promise<boolean> {
    this.note("fail", "form", `wait ${seconds} s`)
    await sleep(seconds * 1_000)
    this.unanswered = this.filledIn(hidden)
    return false
  }

  private async sendCode(): Promise<boolean> {
    const { mailbox, event } = this.place
    this.code =
      (await mailbox.nextCode(this.email, this.codesUsed, this.code ? 1_000 : codeWaitMs)) ?? this.code
    this.codesUsed = mailbox.codesTo(this.email).length
    if (this.code === null) {
      this.note("fail", "code", "none came")
      await sleep(Math.max(0, this.postedAt + resendAfterMs - performance.now()))
      return false
    }
    await this.place.starter?.arrive()
    const path = `${event}/confirm`
    // Twice: a lost answer is asked for again with the same code, as a person presses “reload”.
    for (let time = 0; time < 2; time++) {
      try {
        const page = await this.browser.get(path)
        if (this.isTicket(page)) return true
        const hidden = hiddenOf(page, "Confirm")
        if (!hidden) break
        const answer = await this.browser.post(path, formBody(hidden, { code: this.code }))
        if (this.isTicket(answer)) return true
        this.note("fail", "confirm", String(answer.status))
        break
      } catch (error) {
        if (!(error instanceof AnswerLost)) throw error
        this.note("info", "confirm", error.message)
      }
    }
    // It proved the address, or it no longer counts: either way the next form tells.
    this.code = null
    return false
  }

  private isTicket({ location }: Answer): boolean {
    const [, id] = ticketPath.exec(location ?? "") ?? []
    if (!id) return false
    this.ticketId = id
    this.outcome = "ticket"
    this.note("ok", "register", id)
    return true
  }

  private isFull(): boolean {
    this.outcome = "full"
    this.note("fail", "register", "full")
    return true
  }

  private async wait(reason: string): Promise<boolean> {
    this.note("fail", "form", reason)
    await sleep(1_000)
    return false
  }

  /** Gives the ticket back. */
  async cancel(): Promise<void> {
    const path = `/tickets/${this.ticketId}/cancel`
    this.note("invoke", "cancel", this.ticketId)
    for (let attempt = 0; attempt < patience; attempt++) {
      try {
        const page = await this.browser.get(path)
        const hidden = hiddenOf(page, "Cancel my registration")
        // A cancelled registration's page leads back to its ticket.
        if (this.leadsToTicket(page) || (hidden && (await this.leaveBy(path, hidden)))) {
          this.outcome = "cancelled"
          this.note("ok", "cancel", this.ticketId)
          return
        }
      } catch (error) {
        if (!(error instanceof AnswerLost)) throw error
        this.note("info", "cancel", error.message)
      }
      await sleep(500)
    }
    this.note("info", "cancel", "gave up")
  }

  private async leaveBy(path: string, hidden: Record<string, string>): Promise<boolean> {
    return this.leadsToTicket(await this.browser.post(path, formBody(hidden, {})))
  }

  private leadsToTicket({ location }: Answer): boolean {
    return location === `/tickets/${this.ticketId}`
  }

  /** What the ticket says of GATE: `finished`, `needs_attention`, or something on the way there; null without an answer. */
  async ticketState(): Promise<string | null> {
    try {
      const { status, text } = await this.browser.get(`/api/tickets/${this.ticketId}`)
      return status === 200 ? String(JSON.parse(text).state) : null
    } catch (error) {
      if (error instanceof AnswerLost) return null
      throw error
    }
  }
}

function hiddenOf({ status, text }: Answer, button: string): Record<string, string> | null {
  if (status !== 200 || !text.includes(`>${button}</button>`)) return null
  return hiddenFields(text, button)
}
