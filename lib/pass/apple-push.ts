import { type ClientHttp2Session, connect, constants } from "node:http2"
import type { AppleIssuer } from "./apple-pass"
import { PassError } from "./ticket-pass"

/** One silence: connecting, or an answer. */
const silenceMs = 10_000

/** Apple wants connections kept, and ends those that carry nothing for long. */
const idleMs = 60_000

/** Reasons of a 400 that say that the token is nobody's, or no longer ours. */
const foreignTokens = ["BadDeviceToken", "DeviceTokenNotForTopic"]

/** How Apple is told that a pass has changed: it wakes the device, which then asks for the pass. */
export type ApplePush = {
  /**
   * `gone`: the device has no longer the pass.
   * @throws PassError when Apple did not take it
   */
  tell(pushToken: string): Promise<"told" | "gone">
  close(): void
}

type Answer = { status: number; reason: string }

function ask(
  session: ClientHttp2Session,
  { pushToken, topic, timeoutMs }: { pushToken: string; topic: string; timeoutMs: number },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: "POST",
      [constants.HTTP2_HEADER_PATH]: `/3/device/${pushToken}`,
      "apns-topic": topic,
      "content-type": "application/json",
    })
    let status = 0
    let body = ""
    stream.setEncoding("utf8")
    stream.setTimeout(timeoutMs, () => {
      reject(new Error("silence"))
      // The network may have dropped the connection without a word: the next one connects anew.
      session.destroy()
    })
    stream.on("response", (headers) => {
      status = headers[":status"] ?? 0
    })
    stream.on("data", (chunk: string) => {
      if (body.length < 1_000) body += chunk
    })
    stream.on("error", reject)
    stream.on("close", () =>
      status === 0 ? reject(new Error("no answer")) : resolve({ status, reason: body }),
    )
    stream.end("{}")
  })
}

/** Apple's push service over HTTP/2, on one connection that is kept. `ca`: who is trusted in place of the usual; `timeoutMs`: how long it may be silent. */
export function applePush(
  {
    passTypeId,
    certificate,
    key,
    pushUrl,
  }: Pick<AppleIssuer, "passTypeId" | "certificate" | "key" | "pushUrl">,
  { ca, timeoutMs = silenceMs }: { ca?: string; timeoutMs?: number } = {},
): ApplePush {
  let kept: ClientHttp2Session | undefined
  const session = () => {
    if (kept && !kept.closed && !kept.destroyed) return kept
    const opened = connect(pushUrl, { cert: certificate, key, ...(ca ? { ca } : {}) })
    // What fails here fails the requests on it as well, and those are told of.
    opened.on("error", () => opened.destroy())
    opened.on("goaway", () => opened.close())
    opened.setTimeout(idleMs, () => opened.close())
    opened.unref()
    kept = opened
    return opened
  }
  return {
    async tell(pushToken) {
      const answer = await ask(session(), { pushToken, topic: passTypeId, timeoutMs }).catch(() => null)
      if (!answer) throw new PassError("Apple cannot be reached", true)
      const { status, reason } = answer
      if (status === 200) return "told"
      if (status === 410 || (status === 400 && foreignTokens.some((word) => reason.includes(word))))
        return "gone"
      throw new PassError(`Apple answered ${status}`, status === 403 || status === 429 || status >= 500)
    },
    close: () => kept?.close(),
  }
}
