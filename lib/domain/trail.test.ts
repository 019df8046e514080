import { expect, test } from "vitest"
import { actKey } from "./act-key"
import { isTrailName } from "./trail"

test("a name of the trail is known from another one, and is the key of its sentence", () => {
  expect([isTrailName("registration.accepted"), isTrailName("registration.accepted.twice")]).toEqual([
    true,
    false,
  ])
  expect(actKey("gate_extra.status_set")).toBe("gate_extra_status_set")
})
