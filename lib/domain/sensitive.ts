/** Too short to show three characters of: they would be half of it. */
const shortestShown = 6

const dots = "••••"

/** What people see of a sensitive answer: that there is one, and enough to recognise their own. */
export function maskAnswer(plain: string | null): string {
  const characters = [...(plain ?? "")]
  return characters.length < shortestShown ? dots : `${dots} ${characters.slice(-3).join("")}`
}
