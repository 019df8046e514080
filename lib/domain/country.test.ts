import { expect, test } from "vitest"
import { countryCode, countryName, listCountries } from "./country"

test("the list has the 249 countries of ISO 3166-1 and Kosovo, each once", () => {
  const names = listCountries().map(({ name }) => name)

  expect(names).toHaveLength(250)
  expect(new Set(names).size).toBe(names.length)
})

test.each([
  ["MX", "Mexico"],
  ["RS", "Serbia"],
  ["GB", "United Kingdom"],
  ["XK", "Kosovo"],
  ["UK", null],
  ["YU", null],
  ["EU", null],
  ["ZZ", null],
  ["mx", null],
  ["", null],
  ["toString", null],
])("%s is %s", (code, name) => {
  expect(countryName(code)).toBe(name)
})

test("names and their order are those of the language asked for", () => {
  const german = listCountries("de").map(({ name }) => name)

  expect(german.slice(0, 3)).toEqual(["Afghanistan", "Ägypten", "Ålandinseln"])
  expect(countryName("DE", "es")).toBe("Alemania")
})

test.each([
  ["MX", "MX"],
  [" mx ", "MX"],
  ["Mexico", "MX"],
  ["côte d’ivoire", "CI"],
  ["Alemania", null],
  ["", null],
])("%j in a record of GATE is the country %s", (text, code) => {
  expect(countryCode(text)).toBe(code)
})
