const uniqueViolation = "23505"

/** Which unique constraint a statement broke, or null for any other failure. Both drivers name it. */
export function brokenConstraint(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && cause.code === uniqueViolation) {
      return "constraint" in cause ? String(cause.constraint) : null
    }
  }
  return null
}
