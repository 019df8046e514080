// `npm run test:mutation` says which room; a room's rules are held by its own tests, not by what another room finds by chance.
const room = process.env.MUTATED_ROOM ?? "domain"
const cache = "node_modules/.cache/stryker"

export default {
  // Wires, servers and suites that only tests run are no rules.
  mutate: [
    `lib/${room}/**/*.ts`,
    "!**/*.test.ts",
    "!**/test-*.ts",
    "!lib/gate/{fake-wire,loopback-server,contract-suite}.ts",
    "!lib/gate/suite/**",
  ],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts" },
  coverageAnalysis: "perTest",
  // The tests of the journal in one process, once, take minutes.
  dryRunTimeoutMinutes: 30,
  concurrency: 2,
  // Not below node_modules, where vitest looks for no tests.
  tempDirName: ".stryker-tmp",
  reporters: ["clear-text", "json"],
  jsonReporter: { fileName: `${cache}/${room}-report.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
}
