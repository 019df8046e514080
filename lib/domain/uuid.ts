const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text from outside can be the id of one of our rows; Postgres refuses to compare anything else. */
export function isUuid(text: string): boolean {
  return pattern.test(text)
}
