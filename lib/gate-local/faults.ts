import { z } from "zod"

const isPattern = (source: string) => {
  try {
    return new RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}

/** One planned misbehaviour. Delays in milliseconds; `path` is a regular expression over the URL's path. */
export const faultSchema = z.strictObject({
  method: z.string().toUpperCase().optional(),
  path: z.string().refine(isPattern, "is no regular expression").optional(),
  /** How many requests it hits before it is spent; absent for all of them. */
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  fault: z.enum([
    "error",
    "throttle",
    "drop-before",
    "drop-after",
    "error-after",
    "late",
    "slow",
    "stale",
    "garbage",
    "forget",
  ]),
  status: z.int().min(400).max(599).optional(),
  delayMs: z.int().nonnegative().optional(),
  retryAfterSeconds: z.int().nonnegative().optional(),
  /** What `forget` takes out of the body before GATE reads it. */
  fields: z.array(z.string()).optional(),
})
export type Fault = z.infer<typeof faultSchema>

/** The connection is closed without an answer: the stand-alone server closes the socket, in process the call fails. */
export class ConnectionDroppedError extends Error {
  override readonly name = "ConnectionDroppedError"
  readonly code = "ECONNRESET"

  constructor() {
    super("the embedded GATE dropped the connection, as it was told to")
  }
}

/** The faults still in force, in the order in which they were given; the first that fits a request hits it. */
export class FaultPlan {
  private planned: { fault: Fault; pattern: RegExp; left: number }[] = []

  constructor(private readonly random: () => number) {}

  replace(faults: readonly Fault[]): void {
    this.planned = faults.map((fault) => ({
      fault,
      pattern: new RegExp(fault.path ?? ""),
      left: fault.times ?? Number.POSITIVE_INFINITY,
    }))
  }

  /** The fault that hits this request, counted as used. */
  take(method: string, path: string): Fault | undefined {
    const hit = this.planned.find(
      ({ fault, pattern, left }) =>
        left > 0 &&
        (fault.method ?? method) === method &&
        (fault.fault !== "stale" || method === "GET") &&
        pattern.test(path) &&
        this.random() < (fault.probability ?? 1),
    )
    if (hit) hit.left -= 1
    return hit?.fault
  }

  /** How far back a read may be sent, in milliseconds; 0 when none is. */
  get staleWindowMs(): number {
    const stale = this.planned.filter(({ fault }) => fault.fault === "stale")
    return Math.max(0, ...stale.map(({ fault }) => fault.delayMs ?? 0))
  }
}

export type FaultTools = {
  /** Answers the request as if there were no fault. */
  answer(): Promise<Response>
  /** Answers as if these fields had not been sent: a service that drops what it does not want. */
  answerWithout(fields: readonly string[]): Promise<Response>
  /** Answers the read as the state was this long ago. */
  answerFromPast(ageMs: number): Promise<Response>
  /** Carries on after the answer is gone. */
  inBackground(work: Promise<unknown>): void
  sleep(ms: number): Promise<void>
}

/** Seconds of the measured example (contract §3). */
const defaultRetryAfterSeconds = 5

function refusal(fault: Fault, status: number): Response {
  const { retryAfterSeconds } = fault
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) }
  return Response.json({ detail: "A fault was injected." }, { status, headers })
}

function throttled(seconds: number): Response {
  const detail = `Request was throttled. Expected available in ${seconds} seconds.`
  return Response.json({ detail }, { status: 429, headers: { "Retry-After": String(seconds) } })
}

function garbled(answer: Response): Response {
  const status = answer.ok && answer.status !== 204 ? answer.status : 200
  return new Response('{"id": 1, "par', { status, headers: { "Content-Type": "application/json" } })
}

/** Misbehaves as told. @throws ConnectionDroppedError for the faults that close the connection */
export async function misbehave(fault: Fault, tools: FaultTools): Promise<Response> {
  const { delayMs = 0 } = fault
  switch (fault.fault) {
    case "error":
      return refusal(fault, fault.status ?? 503)
    case "throttle":
      return throttled(fault.retryAfterSeconds ?? defaultRetryAfterSeconds)
    case "drop-before":
      throw new ConnectionDroppedError()
    case "drop-after":
      await tools.answer()
      throw new ConnectionDroppedError()
    case "error-after":
      await tools.answer()
      return refusal(fault, fault.status ?? 500)
    case "late":
      tools.inBackground(tools.sleep(delayMs).then(() => tools.answer()))
      throw new ConnectionDroppedError()
    case "slow": {
      const answer = await tools.answer()
      await tools.sleep(delayMs)
      return answer
    }
    case "stale":
      return tools.answerFromPast(delayMs)
    case "forget":
      return tools.answerWithout(fault.fields ?? [])
    case "garbage":
      return garbled(await tools.answer())
  }
}
