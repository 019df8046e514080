import { randomBytes } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"
import type { Control } from "./controls"

type Forward = { method: string; path: string; headers: Record<string, string>; body: Buffer | null }

const emptyPage = { count: 0, next: null, previous: null, results: [] }

/** What a control hides: lists and names, so that only who knows an id finds anything. */
function hiddenAnswer(method: string, path: string): { status: number; body: object } | null {
  if (method !== "GET") return null
  if (path.includes("/user/username/")) return { status: 404, body: { detail: "Not found." } }
  return /\/(user|user_extra)\/(\?|$)/.test(path) ? { status: 200, body: emptyPage } : null
}

/** The account under a name of its own for this one request. */
function renamed({ method, path, headers, body }: Forward): Forward {
  if (method !== "POST" || !/\/user\/$/.test(path) || !body) return { method, path, headers, body }
  const account = JSON.parse(body.toString())
  const username = `${account.username}.${randomBytes(4).toString("hex")}`
  return { method, path, headers, body: Buffer.from(JSON.stringify({ ...account, username })) }
}

async function read(request: IncomingMessage): Promise<Forward> {
  const { method = "GET", url: path = "/" } = request
  const headers = { ...request.headers } as Record<string, string>
  for (const name of ["host", "connection", "content-length", "transfer-encoding"]) delete headers[name]
  const body = await buffer(request)
  return { method, path, headers, body: body.length > 0 ? body : null }
}

async function answer(origin: string, control: Control, request: IncomingMessage, response: ServerResponse) {
  const forward = await read(request)
  const hidden = control === "none" ? null : hiddenAnswer(forward.method, forward.path)
  if (hidden) {
    response.writeHead(hidden.status, { "content-type": "application/json" })
    response.end(JSON.stringify(hidden.body))
    return
  }
  const { method, path, headers, body } = control === "fresh-username" ? renamed(forward) : forward
  const given = await fetch(origin + path, {
    method,
    headers,
    redirect: "manual",
    ...(body ? { body: new Uint8Array(body) } : {}),
  })
  const retryAfter = given.headers.get("retry-after")
  response.writeHead(given.status, {
    "content-type": given.headers.get("content-type") ?? "application/json",
    ...(retryAfter ? { "retry-after": retryAfter } : {}),
  })
  response.end(Buffer.from(await given.arrayBuffer()))
}

export type BlindGate = {
  origin: string
  /** How many requests were ever under way at once. */
  mostAtOnce(): number
  stop(): Promise<void>
}

/** Stands between site and GATE and takes a guard away, as a control asks. What GATE drops it drops, too. */
export async function startBlindGate(origin: string, control: Control): Promise<BlindGate> {
  let underWay = 0
  let most = 0
  const server = createServer((request, response) => {
    underWay += 1
    most = Math.max(most, underWay)
    response.once("close", () => {
      underWay -= 1
    })
    answer(origin, control, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    mostAtOnce: () => most,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
