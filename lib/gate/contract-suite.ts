import { afterAll, beforeAll, describe } from "vitest"
import { describeLists } from "./suite/lists"
import { describePermissions } from "./suite/permissions"
import type { GateUnderTest } from "./suite/subject"
import { describeUserExtras } from "./suite/user-extras"
import { describeUserTokens } from "./suite/user-tokens"
import { describeUsers } from "./suite/users"

/**
 * What the client must get from any GATE, whatever its dialect and wire: one vitest suite to run against every
 * implementation. `setup` starts the GATE once; each test fills it anew.
 */
export function describeGateContract(name: string, setup: () => Promise<GateUnderTest>) {
  describe(`GATE contract: ${name}`, () => {
    let gate: GateUnderTest | undefined
    const subject = () => {
      if (!gate) throw new Error("The GATE under test did not start.")
      return gate
    }
    beforeAll(async () => {
      gate = await setup()
    })
    afterAll(() => gate?.close?.())

    describeUsers(subject)
    describeUserExtras(subject)
    describeUserTokens(subject)
    describeLists(subject)
    describePermissions(subject)
  })
}
