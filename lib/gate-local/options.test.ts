import { expect, test } from "vitest"
import { OptionError, readOptions } from "./options"

test("nothing said is port 4010, kept on disk, as documented, without control", () => {
  expect(readOptions([])).toEqual({ port: 4010, memory: false, control: false, dialect: "documents" })
})

test("every option is read", () => {
  const options = ["--port", "0", "--memory", "--control", "--dialect", "drf"]

  expect(readOptions(options)).toEqual({ port: 0, memory: true, control: true, dialect: "drf" })
})

test.each([
  [["--port"], /--port/],
  [["--port", "70000"], /65535/],
  [["--port", "web"], /65535/],
  [["--dialect", "klingon"], /documents, drf/],
  [["--contorl"], /--contorl/],
  [["stray"], /stray/],
])("%j is refused in one line that names the option", (args, message) => {
  expect(() => readOptions(args)).toThrow(OptionError)
  expect(() => readOptions(args)).toThrow(message)
  expect(() => readOptions(args)).not.toThrow("\n")
})
