import pino, { type Logger } from "pino"
import { withoutValues } from "./db/query-failure"
import { FloodGuard } from "./log-flood"

/** Masked wherever they stand at the top of an entry or one level down. */
const personalKeys = [
  "email",
  "to",
  "token",
  "password",
  "code",
  "authorization",
  "cookie",
  "firstName",
  "lastName",
  "answers",
]

/** `code` is a word of two trades: an error's (`57P01`, `ECONNRESET`) says what went wrong, a sign-in code opens a door. */
const signInCode = /^\d{3}\s?\d{3}$/

function mask(value: unknown, path: string[]): unknown {
  const isErrorCode = path.at(-1) === "code" && typeof value === "string" && !signInCode.test(value)
  return isErrorCode ? value : "[masked]"
}

const warnLevel = 40

const address = /[^\s<>"'`(),;:/]+@[^\s<>"'`(),;:/]+/g
/** The error that caused an error that caused an error is far enough. */
const deepestCause = 2

type LoggedError = {
  type: string
  message: string
  stack?: string
  code?: string
  digest?: string
  cause?: LoggedError
}

/**
 * What is written of an error: these fields and no other. Errors of drivers carry whole clients, with user, host and the
 * key that cancels a query.
 */
function describeError(thrown: unknown, depth = 0): LoggedError {
  const error = withoutValues(thrown)
  const own = error as Error & { code?: unknown; digest?: unknown }
  const described: LoggedError = {
    type: error.constructor.name,
    message: error.message.replace(address, "[masked]"),
  }
  if (error.stack) described.stack = error.stack.replace(address, "[masked]")
  if (typeof own.code === "string") described.code = own.code
  if (typeof own.digest === "string") described.digest = own.digest
  if (error.cause instanceof Error && depth < deepestCause)
    described.cause = describeError(error.cause, depth + 1)
  return described
}

/**
 * One JSON line an entry, to standard output. Use cases log ids, counts and names of fields, never what people typed;
 * the masks and the stripping of errors are the second line of defence. Of one warning or error only so many lines a
 * minute are written, and one with the number of the others: whoever can cause it could fill the disk with it.
 */
export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  const redact = { paths: personalKeys.flatMap((key) => [key, `*.${key}`]), censor: mask }
  const guard = new FloodGuard()
  return pino(
    {
      level,
      base: null,
      redact,
      serializers: { err: (error: unknown) => describeError(error) },
      hooks: {
        logMethod(parts, method, number) {
          for (const { message, times } of guard.takeLeftOut()) method.call(this, { times }, message)
          if (number < warnLevel || guard.admits(subject(parts))) method.apply(this, parts)
        },
      },
    },
    destination,
  )
}

/** What makes two lines the same one: the text, and the error's. */
function subject(parts: unknown[]): string {
  const [first, text] = parts
  const error = typeof first === "object" && first && "err" in first ? first.err : undefined
  const detail = error instanceof Error ? `${error.name}: ${withoutValues(error).message}` : ""
  return `${typeof first === "string" ? first : text} ${detail}`.trim().replace(address, "[masked]")
}
