import type { Logger } from "pino"

const summaryMs = 60_000

/**
 * What Next, React and Node say of requests that no page of ours sends. None of it is a fault of the site, and anybody
 * can cause any number of it.
 */
const refusals: [name: string, message: RegExp][] = [
  ["foreign origin", /does not match `origin` header|^Invalid Server Actions request/],
  ["unknown action", /^Failed to find Server Action/],
  ["too large", /^Body exceeded /],
  ["broken off", /^aborted$/],
  [
    "unreadable",
    /^(Failed to parse body as FormData|Unexpected end of form|Content-Type was not one of|Malformed |Multipart: |Invalid (forward )?reference|The router state header was sent|Reply body |Connection closed|Unsupported content type)/,
  ],
]

/** A body that is no JSON: thrown while React reads an action's arguments, so no frame of the stack is ours. */
function isUnreadableJson(error: Error): boolean {
  return error.name === "SyntaxError" && !/[/\\]\.next[/\\]server[/\\]/.test(error.stack ?? "")
}

/** Why a request was refused, when that is what Next complains of; otherwise null. */
export function refusalOf(parts: unknown[]): string | null {
  for (const part of parts) {
    const message = part instanceof Error ? part.message : String(part)
    const found = refusals.find(([, pattern]) => pattern.test(message))
    if (found) return found[0]
    if (part instanceof Error && isUnreadableJson(part)) return "unreadable"
  }
  return null
}

/** Counts refused requests by reason and writes one line a minute about them, when there were any. */
export class RefusedRequests {
  private readonly counts = new Map<string, number>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly log: Pick<Logger, "info">,
    private readonly everyMs = summaryMs,
  ) {}

  count(reason: string): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1)
    // Nothing is scheduled while nobody is refused, and the line must not keep a process alive that wants to end.
    this.timer ??= setTimeout(() => this.write(), this.everyMs).unref()
  }

  private write(): void {
    this.timer = undefined
    const refused = Object.fromEntries(this.counts)
    this.counts.clear()
    this.log.info({ refused }, "requests were refused")
  }
}
