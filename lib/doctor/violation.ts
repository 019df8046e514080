/**
 * What must hold whenever nobody is in the middle of something; docs/reliability.md has each in words. I1, I7 and I9
 * cannot be read from a state: tests hold them.
 */
type Invariant = "I2" | "I3" | "I4" | "I5" | "I6" | "I8" | "mail" | "trail" | "picture"

/** One thing that is not as it must be. Names rows and records by their ids, never a person. */
export type Violation = { invariant: Invariant; subject: string; problem: string }

/** The violation in one line. */
export function describeViolation({ invariant, subject, problem }: Violation): string {
  return `${invariant} ${subject}: ${problem}`
}
