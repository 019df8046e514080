/**
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {{ headers: Record<string, string>, bytes: Buffer }} Picture
 * @typedef {{ picture: Promise<Picture | null>, madeAt: number }} Kept
 */

/** A cover that was taken away is given out this many milliseconds longer at most. */
const lifetimeMs = 2_000

/** A quarter of a megabyte each at most. */
const mostKept = 64

const address = /^\/covers\/[\da-f]{32}\/\d{3,4}\.(?:avif|webp)$/

const keptHeaders = ["content-type", "cache-control", "x-content-type-options", "content-security-policy"]

/**
 * Keeps the pictures a crowd comes for together with the page they stand on (decision 0036): each is asked of the site
 * once for all, and given out whatever the load.
 */
export class KeptCovers {
  /** @type {Map<string, Kept>} the latest asked for last */
  #kept = new Map()

  /**
   * @param {{ load: (path: string) => Promise<Response>, now: () => number }} parts `load` asks the site for a picture
   *   as nobody
   */
  constructor({ load, now }) {
    this.load = load
    this.now = now
  }

  /**
   * Answers a request with a picture that is kept.
   *
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {() => Promise<boolean>} enter whether the site may be asked for this request; false: it was answered
   * @returns {Promise<"answered" | "entered" | "no copy">} `entered`: it was let in, and the site has to answer it
   */
  async answer({ method, url = "" }, response, enter) {
    if ((method !== "GET" && method !== "HEAD") || !address.test(url)) return "no copy"
    const known = this.#findFresh(url)
    if (!known && !(await enter())) return "answered"
    // Somebody else may have asked for it meanwhile.
    const picture = await (known ?? this.#findFresh(url) ?? this.#keep(url))
    if (picture === null) return known ? "no copy" : "entered"
    for (const [name, value] of Object.entries(picture.headers)) response.setHeader(name, value)
    response.setHeader("content-length", picture.bytes.byteLength)
    response.writeHead(200)
    response.end(method === "HEAD" ? undefined : picture.bytes)
    return "answered"
  }

  /** @param {string} path */
  #findFresh(path) {
    const known = this.#kept.get(path)
    return known && this.now() - known.madeAt < lifetimeMs ? known.picture : undefined
  }

  /** @param {string} path */
  #keep(path) {
    const picture = this.#load(path)
    this.#kept.delete(path)
    this.#kept.set(path, { picture, madeAt: this.now() })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest)
    // Or whoever asks for pictures that are not there would drive out those that are.
    picture.then((found) => found ?? this.#kept.delete(path))
    return picture
  }

  /**
   * @param {string} path
   * @returns {Promise<Picture | null>}
   */
  async #load(path) {
    const answer = await this.load(path).catch(() => null)
    const bytes = answer?.status === 200 ? await answer.arrayBuffer().catch(() => null) : null
    if (!answer || !bytes) return null
    /** @type {Record<string, string>} */
    const headers = {}
    for (const name of keptHeaders) {
      const value = answer.headers.get(name)
      if (value !== null) headers[name] = value
    }
    return { headers, bytes: Buffer.from(bytes) }
  }
}
