import path from "node:path"
import { request as requests } from "playwright/test"
import { test as base, expect } from "./fixtures"
import { formBody, hiddenFields } from "./form-fields"
import { fieldNotes, registration, startRegistration } from "./form-post"
import { RegistrationPage } from "./pages/registration-page"
import { artefactProgram, remoteConfiguration, Site } from "./servers/site"

const second = process.env.SECOND_ARTEFACT

/** Two builds of a site, each with data of its own and one secret, as two machines that built for themselves. */
const test = base.extend<object, { sites: [Site, Site] }>({
  sites: [
    async ({ gate, inbox }, use) => {
      const configuration = remoteConfiguration(gate, inbox)
      const programs = [artefactProgram, path.join(second ?? "", "server/main.mjs")]
      const [one, other] = await Promise.all(programs.map((program) => Site.start(configuration, program)))
      if (!one || !other) throw new Error("There are two sites.")
      await use([one, other])
      await Promise.all([one.remove(), other.remove()])
    },
    { scope: "worker", timeout: 180_000 },
  ],
})

test.skip(!second, "npm run test:builds makes the second build")

const page = `${fieldNotes}/register`

for (const [from, to] of [
  [0, 1],
  [1, 0],
] as const) {
  test(`a form of build ${from + 1} is taken by build ${to + 1} without JavaScript`, async ({
    sites,
    newEmail,
  }) => {
    const visitor = await requests.newContext()
    const html = await (await visitor.get(sites[from].url + page)).text()
    const multipart = formBody(hiddenFields(html, "Get my ticket"), registration(newEmail()))

    const headers = { origin: sites[to].url, "sec-fetch-site": "same-origin" }
    const answer = await visitor.post(sites[to].url + page, { multipart, headers, maxRedirects: 0 })

    expect(answer.status()).toBe(303)
    expect(answer.headers().location).toBe(`${fieldNotes}/confirm`)
    await visitor.dispose()
  })

  test(`a form of build ${from + 1} is taken by build ${to + 1} with JavaScript`, async ({
    sites,
    context,
    newEmail,
    watch,
  }) => {
    // The site of the fixtures is neither of these two.
    watch.expectComplaint(/^request to http:\/\/localhost/)
    // What a visitor's balancer does: the page came from one machine, and the form goes to the other.
    let isMoved = false
    const balanced = await context.newPage()
    await balanced.route(`${sites[from].url}/**`, async (route) => {
      if (!isMoved) return route.continue()
      const request = route.request()
      const url = request.url().replace(sites[from].url, sites[to].url)
      const headers: Record<string, string> = {
        ...(await request.allHeaders()),
        host: new URL(sites[to].url).host,
      }
      if (headers.origin) headers.origin = sites[to].url
      const response = await route.fetch({ url, headers, maxRedirects: 0 })
      await route.fulfill({ response })
    })
    await balanced.goto(sites[from].url + page)
    const form = await RegistrationPage.shown(balanced)
    await form.fill({ firstName: "Ana", email: newEmail() })
    isMoved = true
    await form.submit()

    await expect(balanced).toHaveURL(`${sites[from].url}${fieldNotes}/confirm`)
    // Pages the browser loads ahead are still on their way through the route.
    await balanced.unrouteAll({ behavior: "ignoreErrors" })
  })
}

test("both builds of a site keep working on their own", async ({ sites, newEmail }) => {
  for (const site of sites) {
    const visitor = await requests.newContext({ baseURL: site.url })
    await startRegistration(visitor, registration(newEmail()))
    await visitor.dispose()
  }
})
