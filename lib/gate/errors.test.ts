import { expect, test } from "vitest"
import {
  failureLevel,
  GateConfigurationError,
  GateError,
  type GateErrorReason,
  isGateError,
  isHeldBack,
} from "./errors"

function gateError(reason: GateErrorReason, retryable = true) {
  const request = { method: "GET", path: "/user/" } as const
  return new GateError({ kind: "transient", reason, retryable, outcome: "not-applied", request })
}

/** As one that another copy of the module made. */
const namesake = Object.assign(new Error("GATE"), { name: "GateError", retryable: true })

test.each<[string, unknown, boolean]>([
  ["one of its own", gateError("timeout"), true],
  ["one of another copy of the module", namesake, true],
  ["any other error", new TypeError("bug"), false],
  ["the client's wrong set-up", new GateConfigurationError("no token"), false],
  ["an object that only has its name", { name: "GateError" }, false],
  ["nothing", undefined, false],
])("%s is told as a failure of a call: %s", (_, error, expected) => {
  expect(isGateError(error)).toBe(expected)
})

test.each<[GateErrorReason, boolean]>([
  ["circuit-open", true],
  ["paused", true],
  ["too-many-calls", true],
  ["status", false],
  ["timeout", false],
])("a call that ended with %s was turned back on our side: %s", (reason, expected) => {
  expect(isHeldBack({ reason })).toBe(expected)
})

test.each<[string, unknown, "debug" | "error"]>([
  ["a failure that will be repeated", gateError("timeout"), "debug"],
  ["a failure that repeating does not help", gateError("status", false), "error"],
  ["a bug of ours", new TypeError("bug"), "error"],
  [
    "a bug of ours that looks like one to repeat",
    Object.assign(new Error("x"), { retryable: true }),
    "error",
  ],
])("%s is loud or not (%#)", (_, error, level) => {
  expect(failureLevel(error)).toBe(level)
})

test("a wrong set-up is told by its name", () => {
  expect(String(new GateConfigurationError("No token."))).toBe("GateConfigurationError: No token.")
})
