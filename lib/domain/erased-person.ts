const prefix = "erased:"

/** What stands for the address and the username of a person whose account was deleted: no address, and nobody else's. */
export function erasedAddress(personId: string): string {
  return `${prefix}${personId}`
}

/** Whether an address is what deleting an account left of it. */
export function isErasedAddress(email: string): boolean {
  return email.startsWith(prefix)
}

/** An address that is still somebody's; null for what is gone, or was left by an account that was deleted. */
export function knownAddress(email: string | null): string | null {
  return email === null || isErasedAddress(email) ? null : email
}
