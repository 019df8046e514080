import { randomUUID } from "node:crypto"
import diagnostics from "node:diagnostics_channel"
import { applyAnswerRules } from "./answer-rules.mjs"
import { checkRequest, pathOf, withoutOrigin } from "./check-request.mjs"
import { refusals, refuse } from "./refusal.mjs"
import { hasBody, withBody } from "./request-body.mjs"
import { setTrustedHeaders } from "./request-headers.mjs"
import { isStaleForm, unsentForms } from "./stale-form.mjs"

/**
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Site
 * @typedef {{ method: string, path: string, route: string | undefined, status: number, ms: number, requestId: string }}
 *   AnsweredRequest What `gatehouse:request` of node:diagnostics_channel tells. `route` is undefined for what is no page
 *   or route of the site; `status` is 499 when the client left before the answer began.
 */

/** One message for every request that ended, for whoever writes logs or counts. */
const answered = diagnostics.channel("gatehouse:request")

/** Bytes: the largest form there is, an event with its texts in four languages, and a little for how it is wrapped. */
const FORM_LIMIT = 544 * 1024
/** A picture is 8 MB at most, and a cover comes with what it shows in four languages (decision 0051). */
const PICTURE_LIMIT = 8 * 1024 * 1024 + 64 * 1024
const pictureForm = /^\/organizer\/[^/]+\/(?:settings\/cover|content\/speakers\/[^/]+\/picture)$/
/** The embedded GATE refuses more than this by itself, in the words of its documents. */
const GATE_LIMIT = 1024 * 1024

/** Costs next to nothing, or must be answered however busy it is. */
const exempt = /^\/(?:_next\/static\/|icon\.svg$|healthz$|readyz$|api\/health$|metrics$)/

/**
 * What stands between the socket and Next: refuses what no page should see, reads the body, sheds load, and tells what
 * came of it.
 *
 * @param {{
 *   site: Site,
 *   words: Map<string, import("./refusal.mjs").Words>,
 *   admission: Pick<import("./admission.mjs").Admission, "enter" | "leave">,
 *   pages: Pick<import("./anonymous-pages.mjs").AnonymousPages, "answer" | "noteForm"> | null,
 *   covers: Pick<import("./kept-covers.mjs").KeptCovers, "answer"> | null,
 *   bodies: import("./request-body.mjs").BodyReader,
 *   actionIds: ReadonlySet<string> | null,
 *   routeOf: (path: string) => string | undefined,
 *   trustsProxy: boolean,
 *   isDraining: () => boolean,
 *   formLimit?: number,
 * }} parts `pages` and `covers` null: every page is made anew, every picture read; `actionIds` null: every action is
 *   taken for known; all as in development
 * @returns {(request: IncomingMessage, response: ServerResponse) => Promise<void>}
 */
export function createEntry(parts) {
  const { site, words, admission, pages, covers, bodies, actionIds, routeOf, trustsProxy, isDraining } = parts
  const formLimit = parts.formLimit ?? FORM_LIMIT

  /**
   * The request with its whole body, or null when it was refused or has gone.
   *
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {number} limit
   */
  async function readWhole(request, response, limit) {
    const isWaiting = request.headers.expect !== undefined
    const proceed = isWaiting ? { proceed: () => response.writeContinue() } : {}
    const read = await bodies.read(request, { limit, ...proceed })
    if (read === "gone") return null
    if (typeof read === "string") {
      refuse(request, response, read === "too large" ? refusals.tooLarge : refusals.busy, words)
      return null
    }
    response.once("close", read.release)
    return isStale(request, read.body) ? askAgain(request, response, read.body) : withBody(request, read.body)
  }

  /**
   * @param {IncomingMessage} request
   * @param {Buffer} body
   */
  function isStale({ method, headers }, body) {
    if (actionIds === null || method !== "POST" || headers["next-action"] !== undefined) return false
    return isStaleForm(body, headers["content-type"], actionIds)
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async function isAdmitted({ socket }, response) {
    if (!(await admission.enter(socket))) return false
    if (response.destroyed) admission.leave()
    else response.once("close", () => admission.leave())
    return true
  }

  return async (request, response) => {
    request.url = withoutOrigin(request.url ?? "/")
    const path = pathOf(request.url)
    const isProgram = path.startsWith("/api/")
    const { requestId, isOwn } = setTrustedHeaders(request.headers, {
      peer: request.socket.remoteAddress,
      trustsProxy,
    })
    response.setHeader("x-request-id", requestId)
    const isForm = request.method === "POST" && !isProgram
    // What this server asks itself is part of a request that is told of.
    if (!isOwn) tellWhenAnswered(request, response, { path, route: routeOf(path), requestId })
    applyAnswerRules(response, { isForm, isClosing: isDraining })

    const fault = checkRequest(request)
    if (fault) return refuse(request, response, fault, words)
    const isPicture = isForm && pictureForm.test(path)
    const limit = isProgram ? GATE_LIMIT : isPicture ? PICTURE_LIMIT : formLimit
    const whole = hasBody(request) ? await readWhole(request, response, limit) : request
    if (!whole) return
    if (isForm) response.once("close", () => pages?.noteForm())
    const enter = async () => {
      const isIn = isOwn || exempt.test(path) || (await isAdmitted(request, response))
      if (!isIn) refuse(request, response, refusals.busy, words)
      return isIn
    }
    let outcome = isOwn || covers === null ? "no copy" : await covers.answer(request, response, enter)
    if (outcome === "no copy" && !isOwn && pages !== null)
      outcome = await pages.answer(request, response, enter)
    if (outcome === "answered" || (outcome === "no copy" && !(await enter()))) return
    if (response.destroyed) return
    try {
      await site(whole, response)
    } catch (error) {
      process.stderr.write(`${requestId}: ${error instanceof Error ? error.stack : error}\n`)
      if (response.headersSent) response.destroy()
      else refuse(request, response, refusals.broken, words)
    }
  }
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Pick<AnsweredRequest, "path" | "route" | "requestId">} known
 */
function tellWhenAnswered({ method = "" }, response, known) {
  const start = performance.now()
  response.once("close", () => {
    const status = response.headersSent ? response.statusCode : 499
    answered.publish({ method, ...known, status, ms: performance.now() - start })
  })
}

/**
 * Makes a form whose action is gone a question for the page it was posted to.
 *
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Buffer} body
 */
function askAgain(request, response, body) {
  const id = randomUUID()
  unsentForms.set(id, {
    path: pathOf(request.url ?? "/"),
    contentType: request.headers["content-type"] ?? "",
    body,
  })
  response.once("close", () => unsentForms.delete(id))
  const asked = withBody(request, Buffer.alloc(0))
  asked.method = "GET"
  for (const name of ["content-type", "content-length", "transfer-encoding"]) delete asked.headers[name]
  asked.headers["x-gatehouse-unsent"] = id
  return asked
}
