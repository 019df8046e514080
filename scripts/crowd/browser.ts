import { setTimeout as sleep } from "node:timers/promises"
import type { Fleet } from "./fleet"

/** A page a person waits for no longer than this, in milliseconds. */
const patienceMs = 30_000

/** What a site that has too many visitors asks them to wait, in seconds; a page that broke asks for more. */
const shedSeconds = "5"

/** Whether a request was turned away before anything was done. */
export function isShed({
  status,
  retryAfter,
}: {
  status: number | null
  retryAfter: string | null
}): boolean {
  return status === 503 && retryAfter === shedSeconds
}

/** So often somebody comes back who is asked to. */
const mostReturns = 100

/** The request may have been carried out, and nobody knows: the connection broke, or the answer took too long. */
export class AnswerLost extends Error {
  override readonly name = "AnswerLost"
}

export type Answer = { status: number; location: string | null; text: string }

/** An answer as a stopwatch saw it; the status is null when it was lost. */
export type TimedAnswer = {
  method: string
  path: string
  status: number | null
  location: string | null
  retryAfter: string | null
  ms: number
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof AggregateError) return cause.errors.every((each) => each.code === "ECONNREFUSED")
  return cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED"
}

/** A browser without JavaScript: keeps cookies, sends forms, and comes from an address of its own. */
export class Browser {
  private readonly cookies = new Map<string, string>()

  constructor(
    private readonly fleet: Fleet,
    /** What the balancer says of where it comes from. */
    private readonly address: string,
    private readonly heard: (answer: TimedAnswer) => void = () => {},
  ) {}

  get(path: string): Promise<Answer> {
    return this.send("GET", path)
  }

  post(path: string, form: FormData): Promise<Answer> {
    return this.send("POST", path, form)
  }

  /** Comes back as it is told to, when there are too many visitors. @throws AnswerLost */
  private async send(method: string, path: string, body?: FormData): Promise<Answer> {
    for (let returns = 0; ; ) {
      const origin = await this.fleet.address()
      const headers: Record<string, string> = { "x-forwarded-for": this.address, "accept-language": "en" }
      if (this.cookies.size > 0) headers.cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ")
      if (body) Object.assign(headers, { origin, "sec-fetch-site": "same-origin" })
      const start = performance.now()
      const tell = (known: Pick<TimedAnswer, "status" | "location" | "retryAfter">) =>
        this.heard({ method, path, ...known, ms: performance.now() - start })
      try {
        const signal = AbortSignal.timeout(patienceMs)
        const response = await fetch(origin + path, {
          method,
          headers,
          redirect: "manual",
          signal,
          ...(body ? { body } : {}),
        })
        this.keepCookies(response.headers)
        const location = response.headers.get("location")
        const text = await response.text()
        const { status } = response
        const retryAfter = response.headers.get("retry-after")
        tell({ status, location, retryAfter })
        if (isShed({ status, retryAfter }) && returns < mostReturns) {
          returns += 1
          // Nobody counts to five as exactly as a program.
          await sleep(Number(retryAfter) * 1_000 * (0.8 + 0.4 * Math.random()))
          continue
        }
        return { status, location: location && pathOf(location, origin), text }
      } catch (error) {
        // Nothing was sent; the balancer takes the next site.
        if (isRefused(error)) continue
        tell({ status: null, location: null, retryAfter: null })
        throw new AnswerLost(error instanceof Error ? error.message : String(error))
      }
    }
  }

  private keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";")
      const at = pair.indexOf("=")
      const name = pair.slice(0, at).trim()
      const isGone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute))
      if (isGone) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(at + 1))
    }
  }
}

function pathOf(location: string, origin: string): string {
  const url = new URL(location, origin)
  return url.pathname + url.search
}
