/**
 * What may be logged of an error. A failed query's own message carries its parameters (addresses, answers, password
 * hashes) and the driver's quotes the offending row, so of those only the database's code and the stack are kept.
 */
export function withoutValues(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("something that is no error was thrown")
  const source = databaseErrorOf(error)
  if (source === null) return error
  const code = source && "code" in source ? String(source.code) : "no code"
  const failure = Object.assign(new Error(`a database query failed (${code})`), { code })
  const calls = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "))
  failure.stack = [failure.message, ...calls].join("\n")
  return failure
}

/** The database's own error behind a failed query; undefined when it said nothing, null when no query failed. */
function databaseErrorOf(error: Error): Error | undefined | null {
  if ("params" in error) return error.cause instanceof Error ? error.cause : undefined
  return "severity" in error ? error : null
}
