/** PostgreSQL's five characters (`40001`) or the system's name (`ECONNREFUSED`) for a failure; null when it has neither. */
export function errorCode(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code
  }
  return null
}
