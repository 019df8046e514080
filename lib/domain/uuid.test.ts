import { expect, test } from "vitest"
import { isUuid } from "./uuid"

const id = "0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f01"

test("the id of a row is one", () => {
  expect(isUuid(id)).toBe(true)
})

test.each([
  "",
  `${id}\n`,
  ` ${id}`,
  `${id}0`,
  id.toUpperCase(),
  id.replaceAll("-", ""),
  id.replace("0197f3c2", "g197f3c2"),
  id.replace("0197f3c2", "0197f3c"),
  id.replace("6f1e", "6f1"),
  id.replace("7a30", "7a3x"),
  id.replace("9c57", "9c5"),
  id.replace("2b1d8e4a9f01", "2b1d8e4a9f0"),
  id.replace("2b1d8e4a9f01", "2b1d8e4a9f0z"),
  id.replace("6f1e", "6f1g"),
  id.replace("7a30", "7a3"),
  id.replace("9c57", "9c5g"),
])("%j is none", (text) => {
  expect(isUuid(text)).toBe(false)
})
