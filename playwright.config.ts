import { defineConfig } from "playwright/test"
import type { Options } from "./e2e/fixtures"
import { ensureBrowser } from "./scripts/ensure-browser.mjs"

// Chromium asks its maker for updates of its parts otherwise, and a test machine may reach nobody.
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

export default defineConfig<object, Options>({
  testDir: "e2e",
  // Each worker runs a site and a GATE of its own, and two keep two cores busy.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // CI shares its two cores with strangers: a page that came too late once is tried again, and reported as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  // An answer waits for GATE up to four seconds, and the machine may be busy.
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 900 },
    screenshot: "only-on-failure",
    // While one page turns into the next nothing can be pressed, which made tests without scripts a fifth longer. The
    // journeys keep it.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: ensureBrowser(),
      args: ["--no-sandbox", "--disable-gpu", ...quiet],
    },
  },
  projects: [
    { name: "javascript" },
    { name: "no javascript", grep: /@both/, use: { javaScriptEnabled: false } },
    // The same against a GATE that speaks as the live service most probably does.
    { name: "drf", grep: /@dialects/, use: { dialect: "drf" } },
  ],
})
