import { createHash } from "node:crypto"
import { importPKCS8, SignJWT } from "jose"
import { Agent, request } from "undici"
import { type GoogleClass, type GoogleIssuer, type GoogleObject, withoutNulls } from "./google-pass"
import { PassError } from "./ticket-pass"

const timeoutMs = 10_000

const scope = "https://www.googleapis.com/auth/wallet_object.issuer"

/** A token is asked for anew this long before it ends. */
const spareMs = 60_000

/** As many events are remembered as Google has them: each ticket of one would bring it along. */
const mostClasses = 500

/** How Google is given tickets, and told that they have changed. */
export type GoogleWallet = {
  /**
   * Gives Google a ticket and its event, for its owner to save. What Google has already stays: it is told of every change.
   * @throws PassError when Google did not take it
   */
  keep(eventClass: GoogleClass, ticket: GoogleObject): Promise<void>
  /**
   * Changes a ticket and its event at Google, as far as Google has them: nobody may ever have saved it. `changedAt`: when
   * they last changed here.
   * @throws PassError when Google did not take it
   */
  tell(eventClass: GoogleClass, ticket: GoogleObject, changedAt: Date): Promise<void>
  close(): Promise<void>
}

type Kind = "eventTicketClass" | "eventTicketObject"

type Answer = { status: number; body: unknown }

/** Google's REST API, as the service account of `issuer`. */
export function googleWallet(issuer: GoogleIssuer, clock: () => Date): GoogleWallet {
  const { email, key, tokenUrl, apiUrl } = issuer
  // undici by itself: Next patches the global fetch (architecture §5).
  const agent = new Agent({ connections: 4 })
  let token: { value: string; until: number } | undefined
  const known = new Map<string, string>()

  const send = async (
    method: "POST" | "PATCH",
    url: string,
    type: string,
    body: string,
    headers = {},
  ): Promise<Answer> => {
    try {
      const response = await request(url, {
        method,
        headers: { "content-type": type, ...headers },
        body,
        dispatcher: agent,
        signal: AbortSignal.timeout(timeoutMs),
      })
      const text = await response.body.text()
      const isJson = String(response.headers["content-type"]).includes("json")
      return { status: response.statusCode, body: isJson ? JSON.parse(text) : null }
    } catch {
      throw new PassError("Google cannot be reached", true)
    }
  }

  const accessToken = async (): Promise<string> => {
    const now = clock()
    if (token && now.getTime() < token.until) return token.value
    const assertion = await new SignJWT({ scope })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .setIssuer(email)
      .setAudience(tokenUrl)
      .setIssuedAt(now)
      .setExpirationTime(new Date(now.getTime() + 3_600_000))
      .sign(await importPKCS8(key, "RS256"))
    const form = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion })
    const { status, body } = await send(
      "POST",
      tokenUrl,
      "application/x-www-form-urlencoded",
      form.toString(),
    )
    const isGranted =
      typeof body === "object" && body !== null && "access_token" in body && "expires_in" in body
    if (status !== 200 || !isGranted) throw new PassError(`Google gave no token (${status})`, true)
    token = {
      value: String(body.access_token),
      until: now.getTime() + Number(body.expires_in) * 1_000 - spareMs,
    }
    return token.value
  }

  /** `harmless`: what Google answers besides 200 where there is nothing to do. */
  const change = async (method: "POST" | "PATCH", path: string, content: object, harmless: number) => {
    const authorization = `Bearer ${await accessToken()}`
    const url = `${apiUrl}/walletobjects/v1/${path}`
    const body = JSON.stringify(content)
    const { status } = await send(method, url, "application/json", body, { authorization })
    if (status === 200 || status === harmless) return
    if (status === 401) token = undefined
    throw new PassError(`Google answered ${status}`, status !== 400)
  }

  const insert = (kind: Kind, content: object) => change("POST", kind, content, 409)

  const patch = (kind: Kind, { id, ...content }: { id: string; [key: string]: unknown }) =>
    change("PATCH", `${kind}/${encodeURIComponent(id)}`, content, 404)

  return {
    async keep(eventClass, ticket) {
      await insert("eventTicketClass", eventClass)
      await insert("eventTicketObject", withoutNulls(ticket))
    },
    async tell(eventClass, ticket, changedAt) {
      // With the time: another process may have told Google something else in between.
      const shown = JSON.stringify([changedAt, eventClass])
      const hash = createHash("sha256").update(shown).digest("base64")
      if (known.get(eventClass.id) !== hash) {
        // Phones tell their owners of a new time or place.
        await patch("eventTicketClass", { ...eventClass, notifyPreference: "NOTIFY_ON_UPDATE" })
        if (known.size >= mostClasses) known.clear()
        known.set(eventClass.id, hash)
      }
      await patch("eventTicketObject", ticket)
    },
    close: () => agent.close(),
  }
}
