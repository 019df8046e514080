import { describe, expect, test } from "vitest"
import { defuseFormula, exportFileName } from "./export-file"

describe("what would run as a formula is defused", () => {
  test.each([
    ['=HYPERLINK("https://evil.example","Click")', '\'=HYPERLINK("https://evil.example","Click")'],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ["-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"],
    ["@SUM(A1:A9)", "'@SUM(A1:A9)"],
    ["\t=1+1", "'\t=1+1"],
    ["\r=1+1", "'\r=1+1"],
    ["+A1", "'+A1"],
    ["+1-415-555-0100", "'+1-415-555-0100"],
    ["＝1+1", "'＝1+1"],
    ["﹢A1", "'﹢A1"],
    ["\u200B=1+1", "'\u200B=1+1"],
    [" =1+1", "' =1+1"],
    ["'=1+1", "''=1+1"],
    ["''=1+1", "'''=1+1"],
    ["+12-3", "'+12-3"],
    ["+ 1 - 2", "'+ 1 - 2"],
  ])("%j becomes %j", (text, defused) => {
    expect(defuseFormula(text)).toBe(defused)
  })
})

describe("what only looks like one stays as it was typed", () => {
  test.each([
    "+49 30 1234567",
    "+1 (415) 555-0100",
    "-5",
    "-12.50",
    " -5",
    "+1-415 (555) 0100",
    " '=1+1",
    "Ana",
    "a=b",
    "",
    "o'Neil",
    "2027-01-10",
  ])("%j", (text) => {
    expect(defuseFormula(text)).toBe(text)
  })
})

test("a file's name says what is inside, and when and how many", () => {
  const createdAt = new Date("2027-01-10T23:30:00Z")

  expect(exportFileName("field-notes", { format: "csv", total: 1284, createdAt })).toBe(
    "field-notes-attendees-2027-01-10-1284-rows.csv",
  )
  expect(exportFileName("field-notes", { format: "xlsx", total: 1, createdAt })).toBe(
    "field-notes-attendees-2027-01-10-1-row.xlsx",
  )
})
