import pino, { type Logger } from "pino"

/**
 * One JSON line an entry, to standard output. The listed keys are masked wherever they stand at the top or one level
 * down; use cases log ids, counts and names of fields, never what people typed.
 */
export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  const keys = [
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
  return pino(
    { level, base: null, redact: { paths: keys.flatMap((key) => [key, `*.${key}`]), censor: "[masked]" } },
    destination,
  )
}
