import type { Database } from "@/lib/db/database"
import { misbehave } from "./faults"
import { type ControlOptions, createControl, type LoggedRequest } from "./routes/control"

export type ControlledOptions = ControlOptions & {
  api: (request: Request, db: Database) => Promise<Response>
  sleep: (ms: number) => Promise<void>
}

function readLoggedBody(text: string): unknown {
  if (text === "") return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function withoutFields(request: Request, fields: readonly string[]): Promise<Request> {
  const body = readLoggedBody(await request.clone().text())
  if (typeof body !== "object" || body === null) return request
  const kept = Object.entries(body).filter(([name]) => !fields.includes(name))
  const { url, method, headers } = request
  return new Request(url, { method, headers, body: JSON.stringify(Object.fromEntries(kept)) })
}

/** The API with a request log, faults and `/_control/` around it, for tests (never in the site). */
export function withControl(options: ControlledOptions) {
  const { accounting, api, db, faults, history, requests } = options
  const control = createControl(options)
  const background = new Set<Promise<unknown>>()

  function inBackground(work: Promise<unknown>): void {
    // A failure of what nobody waits for must not end the process; the state shows that nothing was stored.
    const settled = work.catch(() => undefined).finally(() => background.delete(settled))
    background.add(settled)
  }

  async function answer(request: Request): Promise<Response> {
    await accounting.charge()
    if (request.method !== "GET") await history.keep(faults.staleWindowMs)
    return api(request, db)
  }

  async function logged(request: Request, entry: LoggedRequest): Promise<Response> {
    // The copy is made now: the connection may be gone when a late write is carried out.
    const kept = new Request(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body ? { body: await request.arrayBuffer() } : {}),
    })
    entry.body = readLoggedBody(await kept.clone().text())
    const fault = faults.take(request.method, entry.path)
    return fault
      ? misbehave(fault, {
          answer: () => answer(kept),
          answerWithout: async (fields) => answer(await withoutFields(kept, fields)),
          answerFromPast: (ageMs) => history.readBack(ageMs, (past) => api(kept, past)),
          inBackground,
          sleep: options.sleep,
        })
      : answer(kept)
  }

  return {
    async fetch(request: Request): Promise<Response> {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname.startsWith("/_control/")) return control.fetch(request)
      const query = Object.fromEntries(searchParams)
      const entry: LoggedRequest = { method: request.method, path: pathname, query, body: null, status: null }
      requests.push(entry)
      // No Request can be made of a TRACE, and none has a body to log.
      const response = await (request.method === "TRACE" ? api(request, db) : logged(request, entry))
      entry.status = response.status
      return response
    },
    /** Waits for writes that were put off by a `late` fault. */
    async settle(): Promise<void> {
      await Promise.all(background)
    },
  }
}
