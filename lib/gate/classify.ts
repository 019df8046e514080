import { readErrorBody } from "./error-body"
import { GateError, type GateErrorKind, type GateErrorReason, type GateRequestContext } from "./errors"
import { guardRefusal } from "./guard"
import { parseRetryAfter } from "./retry"
import { WireError, type WireFailure, type WireResponse } from "./wire"

const kindByStatus: Record<number, GateErrorKind> = {
  400: "validation",
  401: "auth",
  403: "forbidden",
  404: "notFound",
  408: "transient",
  409: "conflict",
  429: "transient",
}

function kindOf(status: number): GateErrorKind {
  return kindByStatus[status] ?? (status >= 500 ? "transient" : "protocol")
}

/** Whether a write answered this way may have happened: a 4xx is a refusal, but 408 only says who stopped waiting. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408
}

function outcomeOf(request: GateRequestContext, refused: boolean) {
  return refused || request.method === "GET" ? "not-applied" : "unknown"
}

/** The error for an answer that is no success (contract §3, reliability R10). A redirect is never followed. */
export function errorFromAnswer(
  response: WireResponse,
  request: GateRequestContext,
  nowMs: number,
): GateError {
  const { status } = response
  const kind = kindOf(status)
  return new GateError({
    kind,
    reason: status >= 300 && status < 400 ? "redirect" : "status",
    retryable: kind === "transient",
    outcome: outcomeOf(request, isRefusal(status)),
    request,
    status,
    retryAfterMs: parseRetryAfter(response.headers["retry-after"], nowMs),
    ...readErrorBody(response.body),
  })
}

/** The error for a success that cannot be understood: the write probably happened, but nobody knows (reliability R10). */
export function errorFromBody(
  reason: "unreadable-body" | "unexpected-body",
  status: number,
  request: GateRequestContext,
): GateError {
  // A body that is no JSON is mostly cut short or a proxy's page, and may be whole next time.
  const retryable = reason === "unreadable-body"
  return new GateError({
    kind: "protocol",
    reason,
    retryable,
    outcome: outcomeOf(request, false),
    request,
    status,
  })
}

function errorBeforeSending(
  refusal: { reason: GateErrorReason; retryAfterMs?: number },
  request: GateRequestContext,
): GateError {
  return new GateError({ kind: "transient", retryable: true, outcome: "not-applied", request, ...refusal })
}

function errorFromWire(reason: WireFailure, request: GateRequestContext, sent: boolean): GateError {
  const tooLarge = reason === "body-too-large"
  return new GateError({
    kind: tooLarge ? "protocol" : "network",
    reason,
    retryable: !tooLarge,
    outcome: outcomeOf(request, !sent || reason === "not-connected"),
    request,
  })
}

/**
 * The error for anything a call may throw. `sent` says whether the wire had been given the request. Errors that are no
 * failure of a call, such as our own bugs, come back as they are.
 */
export function errorFromFailure(failure: unknown, request: GateRequestContext, sent: boolean): unknown {
  const refusal = guardRefusal(failure)
  if (refusal) return errorBeforeSending(refusal, request)
  return failure instanceof WireError ? errorFromWire(failure.reason, request, sent) : failure
}
