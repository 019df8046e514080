/**
 * What may be logged of an error. A failed query's own message carries its parameters (addresses, answers, password
 * hashes) and the driver's quotes the offending row, so of those only the database's code and the stack are kept.
 */
export function withoutValues(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("something that is no error was thrown")
  if (!("params" in error)) return error
  const { cause } = error
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "no code"
  const failure = new Error(`a database query failed (${code})`)
  const calls = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "))
  failure.stack = [failure.message, ...calls].join("\n")
  return failure
}
