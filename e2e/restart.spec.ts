import { type APIRequestContext, request as requests } from "playwright/test"
import type { Fault } from "@/lib/gate-local/faults"
import { expect, test } from "./fixtures"
import { fieldNotes, isSignedIn, postForm, registration, signIn, startRegistration } from "./form-post"
import { remoteConfiguration, Site } from "./servers/site"

/** When the power goes: as soon as GATE has been asked for `path`, with its answer held back by the fault. */
type Crash = { title: string; path: string; fault: Omit<Fault, "path" | "method" | "times"> }

const crashes: Crash[] = [
  {
    title: "with the user made and its answer on the way",
    path: "/user/",
    fault: { fault: "slow", delayMs: 5_000 },
  },
  {
    title: "between the user and its record, which GATE stores later",
    path: "/user_extra/",
    fault: { fault: "late", delayMs: 1_500 },
  },
  {
    title: "between the user and its record, which GATE never got",
    path: "/user_extra/",
    fault: { fault: "drop-before" },
  },
  {
    title: "with both made and the last answer on the way",
    path: "/user_extra/",
    fault: { fault: "slow", delayMs: 5_000 },
  },
]

test.describe("a site that is killed", () => {
  test.describe.configure({ mode: "serial", timeout: 120_000 })
  let site: Site

  test.beforeAll(async ({ gate, inbox }) => {
    // The write that comes late is still within what the site allows GATE to need.
    site = await Site.start({ ...remoteConfiguration(gate, inbox), GATE_SETTLE_MS: "3000" })
  })
  test.afterAll(() => site.remove())

  for (const { title, path, fault } of crashes) {
    test(`${title} starts again to one user, one record, one ticket`, async ({ gate, inbox, newEmail }) => {
      const email = newEmail()
      const visitor = await requests.newContext({ baseURL: site.url })
      await startRegistration(visitor, registration(email))
      const { code } = await inbox.nextCode(email)
      await gate.misbehave({ ...fault, method: "POST", path: `${path}$`, times: 1 })

      const confirmed = postForm(visitor, {
        path: `${fieldNotes}/confirm`,
        button: "Confirm",
        fields: { code },
      })
      const unanswered = confirmed.catch(() => null)
      const asked = async () => (await gate.writes()).map((write) => write.path)
      await expect.poll(asked).toContain(`/api/v1${path}`)
      await site.kill()
      await unanswered
      await site.startAgain()

      // Whether the power went before or after the visitor was signed in differs from run to run.
      if (!(await isSignedIn(visitor))) await signIn(visitor, inbox, email)
      const tickets = await listTickets(visitor)
      expect(tickets).toHaveLength(1)
      const state = async () => (await (await visitor.get(`/api${tickets[0]}`)).json()).state
      await expect.poll(state, { timeout: 60_000 }).toBe("finished")
      const [user, ...others] = await gate.usersOf(email)
      expect(others).toEqual([])
      expect(await gate.extrasOf(user?.id ?? "")).toHaveLength(1)
      await visitor.dispose()
    })
  }
})

/** The paths of all tickets. */
async function listTickets(visitor: APIRequestContext): Promise<string[]> {
  const html = await (await visitor.get("/me")).text()
  return [...html.matchAll(/href="(\/tickets\/[0-9a-f-]+)"/g)].map(([, path = ""]) => path)
}
