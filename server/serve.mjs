import diagnostics from "node:diagnostics_channel"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { Admission, eventLoopActiveMs, isDatabaseBusy } from "./admission.mjs"
import { AnonymousPages } from "./anonymous-pages.mjs"
import { fillBlankAnswers } from "./blank-answers.mjs"
import { drain, isDraining } from "./drain.mjs"
import { createEntry } from "./entry.mjs"
import { createFailurePage } from "./failure-page.mjs"
import { createHttpServer } from "./http-server.mjs"
import { KeptCovers } from "./kept-covers.mjs"
import { explainListenError, listen } from "./listen.mjs"
import { loadRefusalWords } from "./refusal.mjs"
import { BodyReader } from "./request-body.mjs"
import { ownRequestHeaders } from "./request-headers.mjs"
import { readRouteNames } from "./route-names.mjs"
import { readSettings } from "./settings.mjs"
import { readActionIds } from "./stale-form.mjs"

/** Whoever waits for a copy for longer, in milliseconds, is admitted to the site like anybody else. */
const renderLimitMs = 2_000

/**
 * Starts the site from a folder and keeps it until a signal: the first one drains, a second one ends at once.
 *
 * @param {{ folder: string, isDevelopment?: boolean }} options `folder` holds `.next`, `messages` and the packages
 * @returns {Promise<{ stop: () => void }>} `stop` drains as a first signal does, and does nothing the second time
 */
export async function serve({ folder, isDevelopment = false }) {
  const { host, port, trustedProxyHops } = readSettings(process.env)
  const createSite = loadNext(folder)
  /** @type {import("node:net").Server[]} */
  let listeners = []
  let isStopping = false

  const server = createHttpServer((request, response) => entry(request, response), {
    // The browser's connection for hot reload is silent while nobody edits.
    ...(isDevelopment && { silence: 0 }),
  })
  const next = createSite({
    dir: folder,
    dev: isDevelopment,
    hostname: host ?? "localhost",
    port,
    // Next listens for `upgrade` on the server it is given: a real one while there is hot reload.
    httpServer: isDevelopment ? server : createHttpServer(() => {}),
  })
  const handle = next.getRequestHandler()
  const routeOf = isDevelopment ? () => undefined : readRouteNames(folder)
  const site = fillBlankAnswers((request, response) => handle(request, response), {
    page: createFailurePage(folder),
    isPage: (path) => routeOf(path) !== undefined,
  })
  const admission = new Admission({ now: () => performance.now(), active: eventLoopActiveMs, isDatabaseBusy })
  server.on("connection", (socket) => admission.accept(socket))
  let origin = ""
  /** @param {string} path @param {Record<string, string>} headers */
  const askSite = (path, headers) =>
    fetch(`${origin}${path}`, {
      headers: { ...ownRequestHeaders, ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(renderLimitMs),
    })
  const covers = new KeptCovers({ load: (path) => askSite(path, {}), now: () => performance.now() })
  const pages = new AnonymousPages({
    render: ({ path, locale }) => askSite(path, { accept: "text/html", "accept-language": locale }),
    routeOf,
    readSheet: (address) => readFileSync(path.join(folder, address.replace("/_next/", ".next/")), "utf8"),
    now: () => performance.now(),
  })
  const entry = createEntry({
    site,
    words: loadRefusalWords(folder),
    admission,
    pages: isDevelopment ? null : pages,
    covers: isDevelopment ? null : covers,
    bodies: new BodyReader(),
    actionIds: isDevelopment ? null : readActionIds(folder),
    routeOf,
    trustsProxy: trustedProxyHops > 0,
    isDraining,
  })

  async function stop() {
    if (isStopping) return
    isStopping = true
    const isWhole = await drain({ server, listeners, close: () => next.close() })
    process.exit(isWhole ? 0 : 1)
  }
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"])) {
    process.on(signal, () => (isStopping ? process.exit(signal === "SIGINT" ? 130 : 143) : stop()))
  }

  // Everything is open and checked before anybody can ask for it: lib/boot.ts ends the process otherwise.
  const booted = once("gatehouse:booted")
  await next.prepare()
  await booted
  try {
    const listening = await listen(server, host, port)
    listeners = listening.listeners
    // Where Next asks itself when an action belongs to another page; by default that is the Host header of the request.
    origin = `http://${urlHost(host)}:${listening.port}`
    process.env.__NEXT_PRIVATE_ORIGIN = origin
    announce(listening, host)
  } catch (error) {
    end(explainListenError(error, port) ?? String(error))
  }
  return { stop }
}

/**
 * @param {string} name a channel of node:diagnostics_channel
 * @returns {Promise<void>} resolved by its first message
 */
function once(name) {
  return new Promise((resolve) => diagnostics.subscribe(name, () => resolve()))
}

/** @param {string} folder */
function loadNext(folder) {
  /** @type {typeof import("next").default} */
  const next = createRequire(path.join(folder, "package.json"))("next")
  return next
}

/**
 * @param {string} message
 * @returns {never}
 */
function end(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** @param {string | undefined} host what HOST says, as this machine reaches it */
function urlHost(host) {
  if (host === undefined || host === "0.0.0.0" || host === "::") return "127.0.0.1"
  return host.includes(":") ? `[${host}]` : host
}

/**
 * @param {{ addresses: string[], port: number }} listening
 * @param {string | undefined} host
 */
function announce({ addresses, port }, host) {
  const where = addresses.map((address) => `${address}:${port}`).join(" and ")
  const hint =
    host === undefined ? ", for this machine only; docs/configuration.md says how to open it to others" : ""
  process.stdout.write(`Listening  ${where}${hint}\n`)
}
