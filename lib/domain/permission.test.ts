import { expect, test } from "vitest"
import { permissions, permissionsOf } from "./permission"

test.each(["admin", "Admin", "senior_admin", "manager", "super_admin"])(
  "the role %s may do everything",
  (role) => {
    expect([...permissionsOf(role)]).toEqual([...permissions])
  },
)

test("an organizer does not see sensitive answers", () => {
  expect([...permissionsOf("organizer")]).toEqual(["door", "view", "check_in", "edit"])
})

test("a role of the operator's own helps at the door and changes nothing", () => {
  expect([...permissionsOf("volunteer")]).toEqual(["door", "view", "check_in"])
})
