import pino, { type Logger } from "pino"
import { withoutValues } from "./db/query-failure"

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

/**
 * One JSON line an entry, to standard output. Use cases log ids, counts and names of fields, never what people typed;
 * the masks and the stripping of failed queries are the second line of defence.
 */
export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  const redact = { paths: personalKeys.flatMap((key) => [key, `*.${key}`]), censor: "[masked]" }
  const serializers = { err: (error: unknown) => pino.stdSerializers.err(withoutValues(error)) }
  return pino({ level, base: null, redact, serializers }, destination)
}

/**
 * Sends what Next prints of a page that threw through the log as well: Next prints errors as they are, and those of a
 * failed query carry its values.
 */
export function captureConsoleErrors(log: Logger): void {
  // Next reports a page that failed here and nowhere else.
  console.error = (...parts: unknown[]) => {
    const error = parts.find((part) => part instanceof Error)
    if (error) log.error({ err: error, digest: digestOf(error) }, "a request failed")
    else log.error(parts.map(String).join(" "))
  }
}

function digestOf(error: Error): string | undefined {
  return "digest" in error ? String(error.digest) : undefined
}
