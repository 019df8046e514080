import { expect, test } from "vitest"
import { freeName, slugOf } from "./slug"

test.each([
  ["Field Notes Summit", "field-notes-summit"],
  ["  São Paulo: Encontro n.º 3! ", "sao-paulo-encontro-n-3"],
  ["Straße & Łódź", "strasse-and-lodz"],
  ["İstanbul ıssız", "istanbul-issiz"],
  ["ملتقى الميدان", "mltqa-almydan"],
  ["Встреча друзей", "vstrecha-druzey"],
  ["東京", ""],
  ["DevConf Köln", "devconf-koeln"],
  ["--- 2027 ---", "2027"],
  [`${"word ".repeat(20)}`, "word-word-word-word-word-word-word-word-word-word-word-word"],
])("“%s” becomes “%s”", (text, expected) => {
  expect(slugOf(text)).toBe(expected)
})

test("a name that is taken gets the next free number", () => {
  const taken = new Set(["summit", "summit-2"])

  expect([
    freeName("summit", (name) => taken.has(name)),
    freeName("fair", (name) => taken.has(name)),
  ]).toEqual(["summit-3", "fair"])
})
