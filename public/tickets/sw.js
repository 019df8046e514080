/**
 * Shows a ticket where there is no network (decision 0053). Of each ticket that was opened here it keeps one page,
 * without scripts and whole in itself; every contact with the site brings it up to date, or takes it away.
 */

const cacheName = "tickets"

const ticketPath = /^\/tickets\/[0-9a-f-]{36}$/

/** A network that takes longer is as good as none to somebody at the door. */
const patienceMs = 5_000

const scripts = /<script\b[\s\S]*?<\/script>/g
const sheets = /<link rel="stylesheet" href="([^"]+)"[^>]*>/g
const links = /<link\b[^>]*>/g
/** Where there is no network there is no font either. */
const fonts = /@font-face\s*\{[^}]*\}/g

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

/** A page says which ticket it shows, or nothing: then those that are kept are looked at. */
self.addEventListener("message", (event) => event.waitUntil(refreshAll(event.data)))

self.addEventListener("fetch", (event) => {
  const { request } = event
  const ticket = new URL(request.url).pathname.replace(/\/code$/, "")
  if (ticketPath.test(ticket) && request.mode === "navigate" && request.method === "GET")
    event.respondWith(answer(event, ticket))
})

/** The page of the site, or the one that is kept when the site does not answer. */
async function answer(event, ticket) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(ticket)
  const asked = fetch(event.request)
  // However late the site answers: a refusal says that somebody signed out or cancelled, a page may say something new.
  event.waitUntil(asked.then(({ status }) => status < 500 && refreshAll()).catch(() => null))
  if (!kept) return asked
  const answered = await Promise.race([asked.catch(() => null), pause(patienceMs)])
  return !answered || answered.status >= 500 ? kept : answered
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms, null))
}

async function refreshAll(shown) {
  const cache = await caches.open(cacheName)
  const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname)
  const tickets = new Set(shown && ticketPath.test(shown) ? [...kept, shown] : kept)
  await Promise.all([...tickets].map((ticket) => refresh(cache, ticket)))
}

/**
 * Only a whole answer says that somebody may read the ticket here, and only a broken one leaves what is kept as it is.
 */
async function refresh(cache, ticket) {
  const answer = await fetch(`${ticket}/offline`, { redirect: "manual", cache: "no-store" }).catch(() => null)
  if (!answer || answer.status >= 500 || answer.status === 429) return
  if (!answer.ok) return void (await cache.delete(ticket))
  const copy = await copyOf(answer)
  if (copy) await cache.put(ticket, copy)
}

/** The page with its sheets inside; null where one of them cannot be had. */
async function copyOf(answer) {
  const html = (await answer.text()).replace(scripts, "")
  const found = await Promise.all([...html.matchAll(sheets)].map(([, href]) => fetch(href).catch(() => null)))
  if (!found.every((sheet) => sheet?.ok)) return null
  const css = await Promise.all(found.map((sheet) => sheet.text()))
  const style = `<style>${css.join("\n").replace(fonts, "")}</style>`
  return new Response(
    html.replace(links, "").replace("</head>", () => `${style}</head>`),
    {
      headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
    },
  )
}
