/** A path of the organizers' pages that a parameter names; anything else leads to their events. */
export function organizerPath(wanted: string | undefined): string {
  const isOwn = wanted !== undefined && /^\/organizer([/?][^\\\s]*)?$/.test(wanted) && !wanted.includes("//")
  return isOwn ? wanted : "/organizer"
}
