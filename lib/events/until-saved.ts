/** More saves than this at the same moment are no people. */
const mostRounds = 10

/**
 * Tries again for as long as somebody else saves in between, which `attempt` says by null; each time it reads anew what is
 * there. `what` is for the log.
 */
export async function untilSaved<Result>(
  what: string,
  attempt: () => Promise<Result | null>,
): Promise<Result> {
  for (let round = 0; round < mostRounds; round++) {
    const result = await attempt()
    if (result !== null) return result
  }
  throw new Error(`${what} was saved by others ${mostRounds} times in a row`)
}
