const prefix = "erased:"

/** What stands for the address and the username of a person whose account was deleted: no address, and nobody else's. */
export function erasedAddress(personId: string): string {
  return `${prefix}${personId}`
}

/** Whether an address is what deleting an account left of it. */
export function isErasedAddress(email: string): boolean {
  return email.startsWith(prefix)
}
