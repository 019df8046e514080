import { Hono } from "hono"
import { z } from "zod"
import type { Database } from "@/lib/db/database"
import { continueGateIds, replaceGateState } from "@/lib/db/queries/gate-local-state"
import { tokenTable } from "../access"
import { type DialectOption, resolveDialect } from "../dialect"
import type { Settings } from "../endpoint"
import { type FaultPlan, faultSchema } from "../faults"
import type { History } from "../history"
import { Refusal } from "../refusal"
import { buildSeed, seedSchema } from "../seed"

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
  dialect: DialectOption | undefined
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
  const { clock, db, settings } = options
  const seed = await parse(seedSchema, request)
  const state = await buildSeed(seed, clock())
  await db.transaction((tx) => replaceGateState(tx, state))
  await continueGateIds(db)
  options.history.forget()
  settings.tokens = tokenTable(options.token, seed.tokens)
  settings.dialect = resolveDialect(seed.dialect ?? options.dialect)
}

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
  app.onError((error) => {
    if (error instanceof Refusal) return Response.json(error.body, { status: error.status })
    throw error
  })
  return app
}
