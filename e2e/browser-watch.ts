import type { BrowserContext } from "playwright/test"

/** A profile saves what is typed by itself, and may do so just after the session has ended. */
export const savedTooLate = /status of 404 .*\/api\/profile\//

/** A page that is left before its style sheet has come, as only a test is quick enough to do, ends the transition to it with an error. */
const transitionGivenUp = /^Transition was aborted because of invalid state\. ViewTransition opt-in disabled/

/**
 * Keeps what a browser must not do: complain on its console (violations of the content security policy among them),
 * throw, or ask anything of another server, GATE above all.
 */
export class BrowserWatch {
  readonly problems: string[] = []
  private readonly expected: RegExp[] = [transitionGivenUp]

  constructor(context: BrowserContext, ownOrigin: string) {
    context.on("console", (message) => {
      if (message.type() === "error") this.note(`${message.text()} ${message.location().url}`)
    })
    context.on("weberror", (error) => this.note(error.error().message))
    context.on("request", (request) => {
      const url = new URL(request.url())
      if (url.protocol.startsWith("http") && url.origin !== ownOrigin) this.note(`request to ${url.origin}`)
    })
  }

  /** From now on a complaint like this is part of the test. */
  expectComplaint(pattern: RegExp): void {
    this.expected.push(pattern)
  }

  private note(problem: string): void {
    if (!this.expected.some((pattern) => pattern.test(problem))) this.problems.push(problem)
  }
}
