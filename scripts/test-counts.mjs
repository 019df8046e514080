/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * What vitest's JSON report counted. A file that could not be loaded has no tests, but fails the run.
 *
 * @param {unknown} report
 * @param {boolean} succeeded whether vitest itself was content
 * @returns {Counts}
 */
export function countVitest(report, succeeded) {
  const counts = {
    passed: readNumber(report, "numPassedTests"),
    failed: readNumber(report, "numFailedTests"),
    skipped: readNumber(report, "numPendingTests") + readNumber(report, "numTodoTests"),
  }
  return atLeastOneFailure(counts, succeeded)
}

/**
 * What Playwright's JSON report counted. A test that passed only when repeated counts as passed.
 *
 * @param {unknown} report
 * @param {boolean} succeeded whether Playwright itself was content
 * @returns {Counts}
 */
export function countPlaywright(report, succeeded) {
  const stats = statsOf(report)
  const counts = {
    passed: readNumber(stats, "expected") + readNumber(stats, "flaky"),
    failed: readNumber(stats, "unexpected"),
    skipped: readNumber(stats, "skipped"),
  }
  return atLeastOneFailure(counts, succeeded)
}

/**
 * How many tests passed only when repeated.
 *
 * @param {unknown} report Playwright's
 */
export function countFlaky(report) {
  return readNumber(statsOf(report), "flaky")
}

/** @typedef {{ name: string, ms: number }} Timing how long a test took, repeats included */

/**
 * @param {unknown} report vitest's
 * @returns {Timing[]}
 */
export function timeVitest(report) {
  return readList(report, "testResults")
    .flatMap((file) => readList(file, "assertionResults"))
    .map((test) => ({ name: readText(test, "fullName"), ms: readNumber(test, "duration") }))
}

/**
 * @param {unknown} report Playwright's: suites within suites, each with what it says of its tests
 * @returns {Timing[]}
 */
export function timePlaywright(report) {
  return readList(report, "suites").flatMap((suite) => [
    ...timePlaywright(suite),
    ...readList(suite, "specs").flatMap((spec) =>
      readList(spec, "tests").map((test) => ({
        name: `${readText(spec, "title")} [${readText(test, "projectName")}]`,
        ms: readList(test, "results")
          .map((result) => readNumber(result, "duration"))
          .reduce((sum, ms) => sum + ms, 0),
      })),
    ),
  ])
}

/**
 * The ten slowest tests, a line each.
 *
 * @param {Timing[]} timings
 */
export function slowestLines(timings) {
  const slowest = [...timings].sort((a, b) => b.ms - a.ms).slice(0, 10)
  return slowest.map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${name}`)
}

/**
 * @param {boolean} succeeded
 * @returns {Counts}
 */
export function countOne(succeeded) {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 }
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const counts of all) {
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
  }
  return total
}

/**
 * The closing line that says how a run went.
 *
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`
}

/**
 * @param {Counts} counts
 * @param {boolean} succeeded
 */
function atLeastOneFailure(counts, succeeded) {
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/** @param {unknown} report Playwright's */
function statsOf(report) {
  return typeof report === "object" && report !== null ? Reflect.get(report, "stats") : null
}

/**
 * @param {unknown} record
 * @param {string} name
 */
function readNumber(record, name) {
  const value = typeof record === "object" && record !== null ? Reflect.get(record, name) : 0
  return typeof value === "number" ? value : 0
}

/**
 * @param {unknown} record
 * @param {string} name
 */
function readText(record, name) {
  const value = typeof record === "object" && record !== null ? Reflect.get(record, name) : ""
  return typeof value === "string" ? value : ""
}

/**
 * @param {unknown} record
 * @param {string} name
 * @returns {unknown[]}
 */
function readList(record, name) {
  const value = typeof record === "object" && record !== null ? Reflect.get(record, name) : []
  return Array.isArray(value) ? value : []
}
