import type { GateClient } from "@/lib/gate/client"

export type InterruptedCall = "getByUsername" | "createUser" | "createExtra"

/** What happens before or after the first call of one kind, while its caller waits. */
export type Interruption = { before?: () => Promise<void>; after?: () => Promise<void> }

/** The same GATE, interrupted once. */
export function interrupted(
  gate: GateClient,
  call: InterruptedCall,
  { before, after }: Interruption,
): GateClient {
  let hit = false
  async function once<T>(perform: () => Promise<T>): Promise<T> {
    if (hit) return perform()
    hit = true
    await before?.()
    // A look-up that finds nothing is answered with 404, which the client throws.
    try {
      return await perform()
    } finally {
      await after?.()
    }
  }
  const { users, userExtras } = gate
  switch (call) {
    case "getByUsername":
      return { ...gate, users: { ...users, getByUsername: (name) => once(() => users.getByUsername(name)) } }
    case "createUser":
      return { ...gate, users: { ...users, create: (user) => once(() => users.create(user)) } }
    case "createExtra":
      return {
        ...gate,
        userExtras: { ...userExtras, create: (extra) => once(() => userExtras.create(extra)) },
      }
  }
}
