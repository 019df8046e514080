import { expect, test } from "vitest"
import {
  addCounts,
  closingLine,
  countFlaky,
  countOne,
  countPlaywright,
  countVitest,
  slowestLines,
  timePlaywright,
  timeVitest,
} from "./test-counts.mjs"

test("vitest's tests are counted by their outcome", () => {
  const report = { numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }

  expect(countVitest(report, false)).toEqual({ passed: 5, failed: 2, skipped: 2 })
})

test("Playwright's tests are counted by their outcome", () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } }

  expect(countPlaywright(report, false)).toEqual({ passed: 5, failed: 1, skipped: 2 })
  expect([countFlaky(report), countFlaky(null)]).toEqual([1, 0])
})

test.each([
  ["a test file that does not load", countVitest({ numPassedTests: 5, numFailedTests: 0 }, false), 5],
  ["a vitest that left no report", countVitest(null, false), 0],
  ["a Playwright that left no report", countPlaywright(null, false), 0],
])("%s is one failure", (_name, counts, passed) => {
  expect(counts).toMatchObject({ passed, failed: 1 })
})

test("the closing line names skipped tests only when there are some", () => {
  const total = addCounts([countOne(true), countOne(false), { passed: 3, failed: 0, skipped: 0 }])

  expect(closingLine(total)).toBe("4 passed, 1 failed")
  expect(closingLine({ ...total, skipped: 2 })).toBe("4 passed, 1 failed, 2 skipped")
})

test("the slowest tests of both runners come first, each with everything its repeats took", () => {
  const ofVitest = {
    testResults: [
      {
        assertionResults: [
          { fullName: "a code is taken once", duration: 120 },
          { fullName: "a place is given once", duration: 4_000 },
        ],
      },
    ],
  }
  const results = [{ duration: 30_000 }, { duration: 31_500 }]
  const specs = [{ title: "a ticket is shown", tests: [{ projectName: "javascript", results }] }]
  const ofPlaywright = { suites: [{ suites: [{ specs }] }] }

  const lines = slowestLines([...timeVitest(ofVitest), ...timePlaywright(ofPlaywright)])

  expect(lines).toEqual([
    "    61.5 s  a ticket is shown [javascript]",
    "     4.0 s  a place is given once",
    "     0.1 s  a code is taken once",
  ])
  expect(timeVitest(null)).toEqual([])
})
