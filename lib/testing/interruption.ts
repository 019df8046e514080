import type { GateClient } from "@/lib/gate/client"

export type InterruptedCall = "getByUsername" | "createUser" | "listExtras" | "createExtra"

/** What happens before, during or after the first call of one kind, while its caller waits. */
export type Interruption = {
  before?: () => Promise<void>
  /** GATE has been asked, and nobody waits for its answer. */
  during?: () => Promise<void>
  after?: () => Promise<void>
}

/** The same GATE, interrupted once. */
export function interrupted(
  gate: GateClient,
  call: InterruptedCall,
  { before, during, after }: Interruption,
): GateClient {
  let hit = false
  async function once<T>(perform: () => Promise<T>): Promise<T> {
    if (hit) return perform()
    hit = true
    await before?.()
    if (during) {
      const underWay = perform()
      underWay.catch(() => {})
      await during()
      return underWay
    }
    // A look-up that finds nothing is answered with 404, which the client throws.
    try {
      return await perform()
    } finally {
      await after?.()
    }
  }
  async function* listOnce<T>(list: () => AsyncIterable<T>): AsyncIterable<T> {
    yield* await once(async () => {
      const items: T[] = []
      for await (const item of list()) items.push(item)
      return items
    })
  }
  const { users, userExtras } = gate
  switch (call) {
    case "getByUsername":
      return { ...gate, users: { ...users, getByUsername: (name) => once(() => users.getByUsername(name)) } }
    case "createUser":
      return { ...gate, users: { ...users, create: (user) => once(() => users.create(user)) } }
    case "listExtras":
      return { ...gate, userExtras: { ...userExtras, all: (query) => listOnce(() => userExtras.all(query)) } }
    case "createExtra":
      return {
        ...gate,
        userExtras: { ...userExtras, create: (extra) => once(() => userExtras.create(extra)) },
      }
  }
}
