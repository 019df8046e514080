import { createHash } from "node:crypto"

/** What every GATE dialect takes in a username (contract §6, §11 D33). */
const legal = /^[A-Za-z0-9@.+_-]{1,150}$/

/**
 * The GATE username of a proved address: the address itself, which other tools on GATE can search for, and where it is
 * no legal username, a legal form of it with a short hash of the address so that two addresses never share one.
 */
export function usernameFor(email: string): string {
  return legal.test(email) ? email : withSuffix(email, email)
}

/** Another username for an address whose own one belongs to somebody else. `salt` is the person's id. */
export function alternativeUsername(email: string, salt: string): string {
  return withSuffix(email, salt)
}

function withSuffix(email: string, salt: string): string {
  const suffix = createHash("sha256").update(salt).digest("hex").slice(0, 12)
  const readable = email.replace(/[^A-Za-z0-9@.+_-]/g, "_").slice(0, 150 - suffix.length - 1)
  return `${readable}.${suffix}`
}
