import { setTimeout } from "node:timers/promises"
import { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import type { Database } from "@/lib/db/database"
import { withoutValues } from "@/lib/db/query-failure"
import { authenticate, type Token, tokenTable } from "./access"
import { Accounting } from "./accounting"
import { withControl } from "./controlled"
import { type DialectOption, resolveDialect } from "./dialect"
import { documentPage, documentPolicy } from "./document-page"
import { type GateEnv, mountOn, type Settings } from "./endpoint"
import { FaultPlan } from "./faults"
import { History } from "./history"
import { openApiDocument } from "./openapi"
import { notFound, Refusal } from "./refusal"
import { mountUserExtras } from "./routes/user-extras"
import { mountUserTokens } from "./routes/user-tokens"
import { mountUsers } from "./routes/users"

/** The path the documents' examples have before every endpoint. */
export const gateBasePath = "/api/v1"

/** Bytes a body may have: the limit of a stock Django service. */
const maxBodyBytes = 2_621_440

export type GateAppOptions = {
  db: Database
  /** The bearer token that may do everything. */
  token: string
  /** Further tokens, which may do less. */
  tokens?: readonly Token[]
  /** Default: the system clock. */
  clock?: () => Date
  /** Default: `documents`. */
  dialect?: DialectOption
  /** Opens `/_control/` to everyone: for tests on loopback, never in the site. */
  control?: boolean
  /** Told of failures that are answered with 500, without the values of a failed query. */
  onError?: (error: Error) => void
  /** For faults; default: real time. */
  sleep?: (ms: number) => Promise<void>
  /** For faults; default: Math.random. */
  random?: () => number
}

export type GateApp = {
  /** Answers a request. With a fault in force it may reject with ConnectionDroppedError. */
  fetch(request: Request): Promise<Response>
  /** Waits for what goes on after its answer; only faults do that. */
  settle(): Promise<void>
}

function createApi(settings: Settings, clock: () => Date, onError: (error: Error) => void): Hono<GateEnv> {
  const app = new Hono<GateEnv>()
  const api = app.basePath(gateBasePath)
  app.use(async (context, next) => {
    await next()
    context.header("x-content-type-options", "nosniff")
    if (!context.res.headers.has("content-security-policy"))
      context.header("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
  })
  api.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: () => Response.json({ detail: "The request body is too large." }, { status: 413 }),
    }),
  )
  const describe = (url: string) => openApiDocument(new URL(url).origin + gateBasePath, settings.dialect)
  const describedAt = "/openapi.json"
  api.get(describedAt, (context) => context.json(describe(context.req.url)))
  api.get("/docs", (context) =>
    context.html(documentPage(describe(context.req.url), gateBasePath + describedAt, settings.dialect), 200, {
      "content-security-policy": documentPolicy,
    }),
  )
  const mount = mountOn(api, settings, clock)
  mountUsers(mount)
  mountUserExtras(mount)
  mountUserTokens(mount)
  app.notFound((context) => {
    if (context.req.path.startsWith(`${gateBasePath}/`)) {
      authenticate(context.req.header("authorization"), settings.tokens)
    }
    throw notFound()
  })
  app.onError((error) => {
    if (error instanceof Refusal)
      return Response.json(error.body, { status: error.status, headers: error.headers })
    onError(withoutValues(error))
    return Response.json({ detail: "The embedded GATE failed." }, { status: 500 })
  })
  return app
}

/** The embedded GATE: every documented endpoint below `/api/v1/`, on its own tables of a migrated database. */
export function createGateApp(options: GateAppOptions): GateApp {
  const { clock: realClock = () => new Date(), db, dialect, token, tokens = [] } = options
  const settings: Settings = { dialect: resolveDialect(dialect), tokens: tokenTable(token, tokens) }
  const time = { aheadMs: 0 }
  const clock = () => new Date(realClock().getTime() + time.aheadMs)
  const app = createApi(settings, clock, options.onError ?? (() => {}))
  const api = async (request: Request, state: Database) => app.fetch(request, { db: state })
  if (!options.control) return { fetch: (request) => api(request, db), settle: async () => {} }
  return withControl({
    accounting: new Accounting({ db, clock, settings }),
    api,
    clock,
    db,
    dialect,
    faults: new FaultPlan(options.random ?? Math.random),
    history: new History(db, clock),
    requests: [],
    settings,
    sleep: options.sleep ?? ((ms) => setTimeout(ms)),
    time,
    token,
    tokens,
  })
}
