export type GateMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

export type GateErrorKind =
  | "auth"
  | "forbidden"
  | "notFound"
  | "validation"
  | "conflict"
  | "transient"
  | "protocol"
  | "network"

/** Whether the request may have taken effect. Reads are always `not-applied`. */
export type GateOutcome = "not-applied" | "unknown"

/** Which request failed; the path is already redacted. */
export type GateRequestContext = { method: GateMethod; path: string }

/** Why, from a closed list, so that it can be logged and compared. */
export type GateErrorReason =
  | "status"
  | "redirect"
  | "unreadable-body"
  | "unexpected-body"
  | "body-too-large"
  | "not-connected"
  | "timeout"
  | "aborted"
  | "dropped"
  | "circuit-open"
  | "paused"
  | "too-many-calls"
  | "bad-identifier"
  | "bad-paging"

export type FieldErrors = Record<string, string[]>

export type GateErrorInit = {
  kind: GateErrorKind
  reason: GateErrorReason
  retryable: boolean
  outcome: GateOutcome
  request: GateRequestContext
  status?: number | undefined
  retryAfterMs?: number | undefined
  detail?: string | undefined
  fieldErrors?: FieldErrors | undefined
}

/**
 * Every failure of a GATE call. `retryable`: the same call may succeed later. `outcome`: `"unknown"` means that a
 * write may have happened, so look before repeating it (architecture §5). The message carries no personal data.
 */
export class GateError extends Error {
  override readonly name = "GateError"
  readonly kind: GateErrorKind
  readonly reason: GateErrorReason
  readonly retryable: boolean
  readonly outcome: GateOutcome
  readonly request: GateRequestContext
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  // GATE quotes refused values in its texts ("x" is not a valid choice). Private fields keep them out of loggers,
  // which copy an error's own properties.
  readonly #detail: string | undefined
  readonly #fieldErrors: FieldErrors

  constructor(init: GateErrorInit) {
    super(`GATE ${init.request.method} ${init.request.path}: ${init.kind} (${init.status ?? init.reason})`)
    this.kind = init.kind
    this.reason = init.reason
    this.retryable = init.retryable
    this.outcome = init.outcome
    this.request = init.request
    this.status = init.status
    this.retryAfterMs = init.retryAfterMs
    this.#detail = init.detail
    this.#fieldErrors = init.fieldErrors ?? {}
  }

  /** GATE's own sentence, if it sent one. May quote what was submitted. */
  get detail(): string | undefined {
    return this.#detail
  }

  /** GATE's messages by field, nested keys dotted (`profile.first_name`). May quote what was submitted. */
  get fieldErrors(): FieldErrors {
    return this.#fieldErrors
  }
}

/** Tells a GateError by name: Next evaluates a module more than once, so `instanceof` can miss one of our own. */
export function isGateError(error: unknown): error is GateError {
  return error instanceof Error && error.name === "GateError"
}

/** Whether a call was turned back on our side: it says that GATE is busy or ill, and nothing about this call. */
export function isHeldBack({ reason }: Pick<GateError, "reason">): boolean {
  return reason === "circuit-open" || reason === "paused" || reason === "too-many-calls"
}

/**
 * How loud a failure is: that GATE is away is told once by its state, and each call that will be repeated is for
 * debugging; everything else somebody should look at.
 */
export function failureLevel(error: unknown): "debug" | "error" {
  return isGateError(error) && error.retryable ? "debug" : "error"
}

/** The client was set up wrongly; thrown before any call. The message never quotes the offending value. */
export class GateConfigurationError extends Error {
  override readonly name = "GateConfigurationError"
}
