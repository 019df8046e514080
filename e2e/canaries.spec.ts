import { randomBytes } from "node:crypto"
import path from "node:path"
import { request as requests } from "playwright/test"
import { findInFiles } from "@/lib/db/test-bytes"
import { ARTEFACT } from "../scripts/build.mjs"
import { ROOT } from "../scripts/run-program.mjs"
import { test as base, expect } from "./fixtures"
import { postForm, registerByRequest } from "./form-post"
import { remoteConfiguration, Site } from "./servers/site"
import { publish } from "./servers/small-event"

const fieldKey = randomBytes(32)

/** A site of its own: it is killed, and what it left on the disk is looked through. */
const test = base.extend<object, { site: Site }>({
  site: [
    async ({ gate, inbox }, use) => {
      const keys = { FIELD_ENCRYPTION_KEYS: `e2e:${fieldKey.toString("base64")}` }
      const site = await Site.start({ ...remoteConfiguration(gate, inbox), ...keys })
      await use(site)
      await site.remove()
    },
    { scope: "worker", timeout: 180_000 },
  ],
})

const question = (key: string, field: "passport_number" | "tax_id" | "company") => ({
  ...{ key, label: `What is your ${key}?`, type: "short_text" as const, stage: "profile" as const, field },
  why: "The venue checks who enters.",
})

/** What only letters and digits make, and no two runs share. */
const mark = randomBytes(4).toString("hex").toUpperCase()

const people = 4

test("after a power cut neither the disk, nor the log, nor any page for others has what must not be there", async ({
  site,
  gate,
  inbox,
  newEmail,
}) => {
  test.setTimeout(300_000)
  const event = await publish(site, {
    questions: [
      question("passport", "passport_number"),
      question("tax", "tax_id"),
      question("company", "company"),
    ],
  })
  const sensitive: string[] = []
  const personal: string[] = []
  const codes: string[] = []
  const cookies: string[] = []
  const tickets: string[] = []
  for (let n = 0; n < people; n++) {
    const visitor = await requests.newContext({ baseURL: site.url })
    const email = `canary${n}${mark.toLowerCase()}.${newEmail()}`
    const ticket = await registerByRequest(visitor, inbox, email, event)
    const profile = ticket.replace("/tickets/", "/profile/")
    // Twice: what was replaced must not be left anywhere either.
    for (const turn of ["A", "B"]) {
      for (const key of ["passport", "tax", "company"]) {
        const value = `CANARY${mark}${key.toUpperCase()}${n}${turn}`
        ;(key === "company" ? personal : sensitive).push(value)
        const answer = await postForm(visitor, {
          path: `${profile}/answers/${key}`,
          button: "Save and continue",
          fields: { [key]: value },
        })
        expect(answer.status(), `${key} of ${ticket}`).toBe(303)
      }
    }
    personal.push(email)
    tickets.push(ticket, profile)
    codes.push(...inbox.codeMailsTo(email).map(({ subject = "" }) => subject.slice(0, 7)))
    const sessions = (await visitor.storageState()).cookies.filter(({ name }) => name.includes("session"))
    cookies.push(...sessions.map(({ value }) => value))
    await visitor.dispose()
  }
  expect([sensitive.length, codes.length, cookies.length]).toEqual([people * 4, people, people])

  // Pages for others, and pages that something went wrong on.
  const stranger = await requests.newContext({ baseURL: site.url })
  await gate.misbehave({ fault: "error", status: 500, times: 50 })
  const said: string[] = []
  for (const address of [
    ...tickets,
    event,
    "/nowhere",
    "/t/%ff",
    "/me",
    "/organizer",
    "/api/v1/user/",
    "/_next/x",
  ]) {
    const answer = await stranger.get(address, { maxRedirects: 0 })
    said.push(`${JSON.stringify(answer.headersArray())}\n${await answer.text()}`)
  }
  await stranger.dispose()
  await gate.calm()
  await site.kill()

  const secrets = [gate.token, site.env.AUTH_SECRET ?? "", fieldKey.toString("base64"), ...cookies]
  const hits = findInFiles(site.dataDir, [...sensitive, ...secrets, ...codes, `CANARY${mark}COMPANY`])
  // By design: answers that are not sensitive are in the database, and show that the look finds what is there.
  expect(hits.some((hit) => hit.endsWith(`CANARY${mark}COMPANY`))).toBe(true)
  expect(hits.filter((hit) => !hit.endsWith(`CANARY${mark}COMPANY`))).toEqual([])
  const everything = [...sensitive, ...personal, ...secrets]
  for (const folder of [ARTEFACT, path.join(ROOT, ".next")])
    expect(
      findInFiles(folder, [
        mark,
        mark.toLowerCase(),
        ...secrets.filter((text) => text !== site.env.AUTH_SECRET),
      ]),
    ).toEqual([])
  const logged = site.output
  expect(logged).toContain("GATE call")
  for (const text of [...everything, ...codes]) expect(logged.includes(text), text).toBe(false)
  // Six digits in a row are in every time as well.
  for (const code of codes) expect(logged).not.toMatch(new RegExp(`(?<!\\d)${code.replace(" ", "")}(?!\\d)`))
  for (const text of everything)
    expect(
      said.filter((page) => page.includes(text)),
      text,
    ).toEqual([])
})
