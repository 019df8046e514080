import { Hono } from "hono"
import { z } from "zod"
import type { Database } from "@/lib/db/database"
import { type Token, tokenTable } from "../access"
import type { Accounting } from "../accounting"
import { type DialectOption, resolveDialect } from "../dialect"
import type { Settings } from "../endpoint"
import { type FaultPlan, faultSchema } from "../faults"
import type { History } from "../history"
import { recordId } from "../reference"
import { Refusal } from "../refusal"
import { seedSchema, storeSeed } from "../seed"

/** One request as the log shows it; `status` is null while it runs and when the connection was dropped. */
export type LoggedRequest = {
  method: string
  path: string
  query: Record<string, string>
  body: unknown
  status: number | null
}

export type ControlOptions = {
  db: Database
  clock: () => Date
  settings: Settings
  /** What the stand-alone server was started with: a new state returns to it. */
  token: string
  tokens: readonly Token[]
  dialect: DialectOption | undefined
  /** How far the clock is set ahead of the real one, in milliseconds. */
  time: { aheadMs: number }
  accounting: Accounting
  faults: FaultPlan
  history: History
  requests: LoggedRequest[]
}

async function parse<Schema extends z.ZodType>(schema: Schema, request: Request): Promise<z.infer<Schema>> {
  const body: unknown = await request.json().catch(() => {
    throw new Refusal(400, { detail: "JSON parse error - the body is not valid JSON." })
  })
  const result = schema.safeParse(body)
  if (!result.success) throw new Refusal(400, { detail: z.prettifyError(result.error) })
  return result.data
}

async function replaceState(options: ControlOptions, request: Request): Promise<void> {
  const { accounting, clock, db, history, settings, time, token, tokens } = options
  const seed = await parse(seedSchema, request)
  const dialect = resolveDialect(seed.dialect ?? options.dialect)
  await storeSeed(db, seed, { at: clock(), dialect })
  history.forget()
  accounting.forget()
  time.aheadMs = 0
  settings.tokens = tokenTable(token, [...tokens, ...seed.tokens])
  settings.dialect = dialect
}

/** Who a session is for: the id of `/user_token/`, or a username. */
const sessionSchema = z.union([
  z.strictObject({ id: z.int().positive() }),
  z.strictObject({ username: z.string().min(1) }),
])

const clockSchema = z.strictObject({ ahead_seconds: z.int().nonnegative().max(3_000_000_000) })

/** What a test uses to set the scene and to see what arrived. It has no authentication and must stay on loopback. */
export function createControl(options: ControlOptions): Hono {
  const app = new Hono()
  app.put("/_control/state", async (context) => {
    await replaceState(options, context.req.raw)
    return context.body(null, 204)
  })
  app.get("/_control/requests", (context) => context.json(options.requests))
  app.delete("/_control/requests", (context) => {
    options.requests.length = 0
    return context.body(null, 204)
  })
  app.put("/_control/faults", async (context) => {
    options.faults.replace(await parse(z.array(faultSchema), context.req.raw))
    return context.body(null, 204)
  })
  app.put("/_control/clock", async (context) => {
    const { ahead_seconds: seconds } = await parse(clockSchema, context.req.raw)
    options.time.aheadMs = seconds * 1_000
    return context.body(null, 204)
  })
  app.get("/_control/sessions", async (context) => context.json(await options.accounting.list()))
  app.post("/_control/sessions", async (context) => {
    const key = await parse(sessionSchema, context.req.raw)
    return context.json(await options.accounting.start(key), 201)
  })
  app.delete("/_control/sessions/:id", async (context) => {
    await options.accounting.stop(recordId(context.req.param("id")))
    return context.body(null, 204)
  })
  app.onError((error) => {
    if (error instanceof Refusal) return Response.json(error.body, { status: error.status })
    throw error
  })
  return app
}
