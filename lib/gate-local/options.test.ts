import { expect, test } from "vitest"
import { dialectRules, resolveDialect } from "./dialect"
import { help, OptionError, readOptions } from "./options"

const nothing = {
  port: 4010,
  memory: false,
  control: false,
  sample: false,
  dialect: resolveDialect("documents"),
  tokens: [],
}

test("nothing said is port 4010, kept on disk, as documented, without control", () => {
  expect(readOptions([])).toEqual(nothing)
})

test("every option is read", () => {
  const options = ["--port", "0", "--memory", "--control", "--dialect", "drf"]

  const dialect = resolveDialect("drf")
  expect(readOptions(options)).toEqual({ ...nothing, port: 0, memory: true, control: true, dialect })
})

test("tokens and rules may be given again and again, and the last value of a rule counts", () => {
  const tokens = ["--token", "reader:readonly", "--token", "theirs:full:North: East"]
  const rules = ["--set", "outOfScope=404", "--set", "putClears=true", "--set", "putClears=false"]

  expect(readOptions([...tokens, ...rules, "--dialect", "001"])).toEqual({
    ...nothing,
    dialect: { ...resolveDialect("001"), outOfScope: 404, putClears: false },
    tokens: [
      { token: "reader", access: "readonly" },
      { token: "theirs", access: "full", organization: "North: East" },
    ],
  })
})

test("the sample is kept in memory and stores a second record, unless a dialect is named", () => {
  const dialect = { ...resolveDialect("documents"), duplicateExtra: "allow" }

  expect(readOptions(["--sample"])).toEqual({ ...nothing, memory: true, sample: true, dialect })
  expect(readOptions(["--sample", "--dialect", "documents"])).toMatchObject({
    dialect: { duplicateExtra: "conflict" },
  })
})

test("help names every option and every rule with its values", () => {
  expect(readOptions(["--help", "--port", "web"])).toBe("help")
  for (const option of ["port", "memory", "sample", "token", "dialect", "set", "control"])
    expect(help).toContain(`--${option}`)
  for (const { name, values, description } of dialectRules) {
    expect(help).toContain(`${name}=${values.join("|")}`)
    expect(description).not.toBe("")
  }
  for (const line of help.split("\n")) expect(line.length).toBeLessThanOrEqual(120)
})

test.each([
  [["--port"], /--port/],
  [["--port", "70000"], /65535/],
  [["--port", "web"], /65535/],
  [["--dialect", "klingon"], /documents, drf/],
  [["--set", "putClears=perhaps"], /putClears=perhaps/],
  [["--set", "putclears=true"], /putclears=true/],
  [["--token", "reader"], /name:access/],
  [["--token", "reader:some"], /name:access/],
  [["--token", "reader:full:"], /name:access/],
  [["--contorl"], /--contorl/],
  [["stray"], /stray/],
])("%j is refused in one line that names the option", (args, message) => {
  expect(() => readOptions(args)).toThrow(OptionError)
  expect(() => readOptions(args)).toThrow(message)
  expect(() => readOptions(args)).not.toThrow("\n")
})
