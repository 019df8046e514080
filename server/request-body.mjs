import http from "node:http"

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */

/** Bytes that are read and thrown away so that a browser, which sends all before it reads, sees the answer. */
const DISCARDED = 16 * 1024 * 1024

/** Bytes of all bodies that wait to be complete or to be answered. */
const HELD = 64 * 1024 * 1024

/** A body larger than this may use half of that alone: whoever sends pictures leaves room for forms. */
const LARGE = 1024 * 1024

/** @param {IncomingMessage} request */
export function hasBody({ headers }) {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0
}

/** What the server holds of bodies at one time. */
export class BodyReader {
  #held = 0

  /** @param {{ held?: number, discarded?: number }} [limits] in bytes */
  constructor({ held = HELD, discarded = DISCARDED } = {}) {
    this.held = held
    this.discarded = discarded
  }

  /**
   * Reads the whole body, so that the site never waits for a slow client nor hears of one that gave up.
   *
   * @param {IncomingMessage} request
   * @param {{ limit: number, proceed?: () => void }} options `limit` in bytes; `proceed` is called when the client waits
   *   to be told to send
   * @returns {Promise<{ body: Buffer, release: () => void } | "too large" | "no room" | "gone">} `release` is to be
   *   called when the body is of no more use.
   */
  async read(request, { limit, proceed }) {
    const announced = Number(request.headers["content-length"] ?? 0)
    if (proceed && announced > limit) return "too large"
    proceed?.()
    /** @type {Buffer[]} */
    const chunks = []
    let size = 0
    let counted = 0
    const release = () => {
      this.#held -= counted
      counted = 0
    }
    /** @type {"too large" | "no room" | null} */
    let fault = announced > limit ? "too large" : null
    try {
      // Leaving the loop must leave the connection: the refusal goes out on it.
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        size += chunk.length
        if (size > limit) fault = "too large"
        else if (this.#held + chunk.length > (size > LARGE ? this.held / 2 : this.held)) fault ??= "no room"
        if (fault) {
          chunks.length = 0
          release()
          if (size > this.discarded) return fault
        } else {
          chunks.push(chunk)
          counted += chunk.length
          this.#held += chunk.length
        }
      }
    } catch {
      release()
      return "gone"
    }
    return fault ?? { body: Buffer.concat(chunks), release }
  }
}

/**
 * The request with its body already here, as Next reads it.
 *
 * @param {IncomingMessage} request
 * @param {Buffer} body
 * @returns {IncomingMessage}
 */
export function withBody(request, body) {
  const replayed = new http.IncomingMessage(request.socket)
  replayed.method = request.method
  replayed.url = request.url
  replayed.httpVersion = request.httpVersion
  replayed.httpVersionMajor = request.httpVersionMajor
  replayed.httpVersionMinor = request.httpVersionMinor
  replayed.headers = request.headers
  replayed.rawHeaders = request.rawHeaders
  replayed.complete = true
  if (body.length > 0) replayed.push(body)
  replayed.push(null)
  return replayed
}
