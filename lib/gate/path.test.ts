import { expect, test } from "vitest"
import { GateError } from "./errors"
import { resourcePath, withQuery } from "./path"

test.each([
  [["user"], "/user/"],
  [["user", 12], "/user/12/"],
  [["user", "username", "a@b+c:d.e"], "/user/username/a%40b%2Bc%3Ad.e/"],
  [["user", "username", "a?b#c%2F"], "/user/username/a%3Fb%23c%252F/"],
  [["user", "..."], "/user/.../"],
] as const)("%j becomes %s", (segments, expected) => {
  expect(resourcePath(segments, "GET")).toBe(expected)
})

test.each(["", ".", "..", "a/b", "\ud800"])(
  "%j is refused as an identifier before anything is sent",
  (id) => {
    const build = () => resourcePath(["user", id], "DELETE")

    expect(build).toThrow(GateError)
    expect(build).toThrow("GATE DELETE /user/: validation (bad-identifier)")
    expect(build).toThrow(expect.objectContaining({ retryable: false, outcome: "not-applied" }))
  },
)

test("undefined query values are left out and the others encoded", () => {
  expect(withQuery("/user/", { username: "a b&c", role: undefined, limit: 5 })).toBe(
    "/user/?username=a+b%26c&limit=5",
  )
  expect(withQuery("/user/", { role: undefined })).toBe("/user/")
})
