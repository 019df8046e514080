import type { Fleet } from "./fleet"

/** A page a person waits for no longer than this, in milliseconds. */
const patienceMs = 30_000

/** The request may have been carried out, and nobody knows: the connection broke, or the answer took too long. */
export class AnswerLost extends Error {
  override readonly name = "AnswerLost"
}

export type Answer = { status: number; location: string | null; text: string }

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
  ) {}

  get(path: string): Promise<Answer> {
    return this.send("GET", path)
  }

  post(path: string, form: FormData): Promise<Answer> {
    return this.send("POST", path, form)
  }

  /** @throws AnswerLost */
  private async send(method: string, path: string, body?: FormData): Promise<Answer> {
    for (;;) {
      const origin = await this.fleet.address()
      const headers: Record<string, string> = { "x-forwarded-for": this.address, "accept-language": "en" }
      if (this.cookies.size > 0) headers.cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ")
      if (body) Object.assign(headers, { origin, "sec-fetch-site": "same-origin" })
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
        return { status: response.status, location: location && pathOf(location, origin), text }
      } catch (error) {
        // Nothing was sent; the balancer takes the next site.
        if (isRefused(error)) continue
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
