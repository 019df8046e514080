import type { Context, Hono } from "hono"
import type { Database } from "@/lib/db/database"
import { authenticate, requirePermission, type TokenTable } from "./access"
import type { Dialect } from "./dialect"
import { type Body, pythonType, storable } from "./fields"
import { invalid, Refusal, refuseIfInvalid } from "./refusal"
import { openStore, type Store } from "./store"

/** What a stand-in for tests may change while it runs. */
export type Settings = { dialect: Dialect; tokens: TokenTable }

/** `db` comes with each request, so that a test can show a read the past. */
export type GateEnv = { Bindings: { db: Database } }

/** One authenticated, permitted call. */
export type Call = {
  url: URL
  query: URLSearchParams
  dialect: Dialect
  store: Store
  /** Today in UTC, YYYY-MM-DD. */
  today: string
  param(name: string): string
  /** The JSON object of the body. @throws Refusal 415 or 400 */
  body(): Promise<Body>
}

export type Handler = (call: Call) => Promise<Response>
type Methods = Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", Handler>>

/** Maps a path of the documents onto the app. */
export type Mount = (path: string, methods: Methods) => void

const unreadable = () => new Refusal(400, { detail: "JSON parse error - the body is not valid JSON." })

async function readBody(context: Context): Promise<Body> {
  const bytes = await context.req.arrayBuffer()
  if (bytes.byteLength === 0) throw new Refusal(400, { detail: "JSON parse error - the body is empty." })
  const type = context.req.header("content-type") ?? ""
  if (type.split(";")[0]?.trim().toLowerCase() !== "application/json") {
    throw new Refusal(415, { detail: `Unsupported media type "${type}" in request.` })
  }
  const body = parseJson(bytes)
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Body
  const wrong = `Invalid data. Expected a dictionary, but got ${pythonType(body)}.`
  throw invalid({ non_field_errors: [wrong] })
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    throw unreadable()
  }
}

function refuseUnstorable(query: URLSearchParams): void {
  const wrong = [...query].filter(([, value]) => !storable(value))
  refuseIfInvalid(Object.fromEntries(wrong.map(([name]) => [name, ["Null characters are not allowed."]])))
}

/**
 * Routes of the documents on a Hono app, in the order of checks of contract §1: 401, 405, 403, then the handler's
 * own. HEAD is a GET without the body, OPTIONS tells what is allowed. A path without its slash answers 301 to every
 * method, as Django does.
 */
export function mountOn(app: Hono<GateEnv>, settings: Settings, clock: () => Date): Mount {
  return (path, methods) => {
    app.all(path, async (context) => {
      const { method } = context.req
      const token = authenticate(context.req.header("authorization"), settings.tokens)
      const Allow = [...Object.keys(methods), "HEAD", "OPTIONS"].join(", ")
      // Hono takes the body off the answer to a HEAD.
      const handler = methods[(method === "HEAD" ? "GET" : method) as keyof Methods]
      if (!handler && method !== "OPTIONS")
        throw new Refusal(405, { detail: `Method "${method}" not allowed.` }, { Allow })
      requirePermission(token, method)
      if (!handler) return context.body(null, 204, { Allow })
      const url = new URL(context.req.url)
      refuseUnstorable(url.searchParams)
      const at = clock()
      return handler({
        url,
        query: url.searchParams,
        dialect: settings.dialect,
        store: await openStore({ db: context.env.db, dialect: settings.dialect, token, at }),
        today: at.toISOString().slice(0, 10),
        param: (name) => context.req.param(name) ?? "",
        body: () => readBody(context),
      })
    })
    app.all(path.slice(0, -1), (context) => {
      const { pathname, search } = new URL(context.req.url)
      return context.body(null, 301, { Location: `${pathname}/${search}` })
    })
  }
}
