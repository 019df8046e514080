import { test as base, expect } from "playwright/test"
import type { DialectName } from "@/lib/gate-local/dialect"
import { BrowserWatch } from "./browser-watch"
import { Gate } from "./servers/gate"
import { Inbox } from "./servers/inbox"
import { remoteConfiguration, Site } from "./servers/site"

/** A start takes four seconds on a quiet machine and a minute on a very busy one. */
const startTimeout = 180_000

/** What a project of playwright.config.ts may set. */
export type Options = { dialect: DialectName }

type WorkerFixtures = Options & { gate: Gate; inbox: Inbox; site: Site }

type TestFixtures = {
  /** An address nobody has used before: a different one at every call. */
  newEmail: () => string
  /** What the browser did beside showing pages; anything unexpected fails the test. */
  watch: BrowserWatch
  calmGate: undefined
  keptLogs: undefined
}

/** A site, its GATE and its mail server for each worker; GATE is calm and its log empty when a test begins. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  dialect: ["documents", { option: true, scope: "worker" }],
  gate: [
    async ({ dialect }, use) => {
      const gate = await Gate.start(dialect)
      await use(gate)
      await gate.program.end("SIGTERM")
    },
    { scope: "worker", timeout: startTimeout },
  ],
  inbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const inbox = await Inbox.start()
      await use(inbox)
      await inbox.stop()
    },
    { scope: "worker" },
  ],
  site: [
    async ({ gate, inbox }, use) => {
      const site = await Site.start(remoteConfiguration(gate, inbox))
      await use(site)
      await site.remove()
    },
    { scope: "worker", timeout: startTimeout },
  ],
  baseURL: ({ site }, use) => use(site.url),
  calmGate: [
    async ({ gate }, use) => {
      await gate.calm()
      await use(undefined)
    },
    { auto: true },
  ],
  keptLogs: [
    async ({ site, gate }, use, testInfo) => {
      const start = site.output.length
      await use(undefined)
      if (testInfo.status === testInfo.expectedStatus) return
      await testInfo.attach("site.log", { body: site.output.slice(start), contentType: "text/plain" })
      await testInfo.attach("gate.log", { body: gate.program.output, contentType: "text/plain" })
    },
    { auto: true },
  ],
  newEmail: async ({ site }, use, testInfo) => {
    let made = 0
    await use(() => {
      made += 1
      return `visitor${made}.${testInfo.testId}.${site.pid}@example.com`
    })
  },
  watch: async ({ context, site }, use) => {
    const watch = new BrowserWatch(context, site.url)
    await use(watch)
    expect(watch.problems, "what the browser complained of, or asked of others").toEqual([])
  },
  page: async ({ page, watch: _ }, use) => use(page),
})

/** As browsers are until somebody asks for less motion; a page turns into the next. */
export const withMotion = { contextOptions: { reducedMotion: "no-preference" } } as const

export { expect }
