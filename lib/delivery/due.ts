export type DueWork = {
  /** Ids of what is due, the longest waiting first; what somebody holds is not among them. */
  list: () => Promise<string[]>
  /** Claims one and works on it; leaves it alone when another process was quicker. Never throws for what GATE does. */
  work: (id: string) => Promise<void>
  /** How many are worked on at once, however many rounds overlap. */
  atOnce: number
}

/**
 * Rounds through what is due. A round may begin while the one before still waits for a slow answer: then it fills the
 * places that are free. So one call that takes ten seconds holds up nothing but itself.
 */
export function roundsOf({ list, work, atOnce }: DueWork): () => Promise<void> {
  const queue: string[] = []
  let listing: Promise<void> | null = null
  let underWay = 0
  const fill = async () => {
    queue.push(...(await list()))
    listing = null
  }
  const worker = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) await work(id)
  }
  return async function round() {
    if (queue.length === 0 && underWay < atOnce) {
      listing ??= fill()
      await listing
    }
    const free = Math.min(atOnce - underWay, queue.length)
    const workers = Array.from({ length: Math.max(0, free) }, () => {
      underWay += 1
      return worker().finally(() => {
        underWay -= 1
      })
    })
    await Promise.all(workers)
  }
}
