import { readFileSync } from "node:fs"
import path from "node:path"
import { type APIRequestContext, type APIResponse, request as requests } from "playwright/test"
import { ROOT } from "../scripts/run-program.mjs"
import {
  type Actor,
  type Argument,
  actors,
  addresses,
  type Outcome,
  type Rule,
  type Sample,
  serverActions,
} from "./access-table"
import { test as base, expect } from "./fixtures"
import { locationOf, postForm, registerByRequest, signIn } from "./form-post"
import type { Gate } from "./servers/gate"
import type { Inbox } from "./servers/inbox"
import { remoteConfiguration, Site } from "./servers/site"

/** A site that looks for organizers in a second organization too, although it has no event yet. */
const test = base.extend<object, { site: Site }>({
  site: [
    async ({ gate, inbox }, use) => {
      const site = await Site.start({ ...remoteConfiguration(gate, inbox), GATE_ORGANIZATION: "elsewhere:2" })
      await use(site)
      await site.remove()
    },
    { scope: "worker", timeout: 180_000 },
  ],
})

/** A role that was withdrawn counts for at most a minute; walking everything takes as long again. */
const timeout = 300_000

type ActionEntry = { filename: string; exportedName: string; workers: Record<string, unknown> }

function readManifest<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(ROOT, ".next/server", name), "utf8"))
}

const builtAddresses = Object.keys(readManifest<Record<string, string>>("app-paths-manifest.json"))
const builtActions = Object.entries(
  readManifest<{ node: Record<string, ActionEntry> }>("server-reference-manifest.json").node,
).map(([id, entry]) => ({
  id,
  name: `${entry.filename}#${entry.exportedName}`,
  pages: Object.keys(entry.workers),
}))

const fill = (pattern: string, sample: Sample) =>
  pattern
    .replace(/\/(page|route)$/, "")
    .replace(/\/\(\w+\)/g, "")
    .replace(/\[\[?(?:\.\.\.)?(\w+)\]?\]/g, (_, name) => sample[name as keyof Sample] ?? sample.job) || "/"

function outcomeOf(response: APIResponse): Outcome {
  const status = response.status()
  if (status === 404) return "absent"
  const target = locationOf(response) ?? response.headers()["x-action-redirect"]
  const path = target && new URL(target.split(";")[0] ?? "", "http://site").pathname
  if (path === "/sign-in") return "sign_in"
  return status < 400 ? "shown" : "refused"
}

/** The arguments of an action as React's browser half sends them. */
function encodeArguments(given: Argument[]): Record<string, string> {
  const parts: Record<string, string> = {}
  const values = given.map((argument, at) => {
    if (argument === null || typeof argument !== "object") return argument
    if ("state" in argument) return { attempt: 0, values: {}, issues: {} }
    for (const [name, value] of Object.entries(argument.fields)) parts[`${at + 1}_${name}`] = value
    return `$K${(at + 1).toString(16)}`
  })
  return { ...parts, 0: JSON.stringify(values) }
}

type Cast = { requests: Record<Actor, APIRequestContext>; sample: Sample; removedEmail: string }

async function gather(site: Site, gate: Gate, inbox: Inbox, newEmail: () => string): Promise<Cast> {
  const opened = await Promise.all(actors.map(() => requests.newContext({ baseURL: site.url })))
  const cast = Object.fromEntries(actors.map((actor, at) => [actor, opened[at]])) as Cast["requests"]
  const ticket = await registerByRequest(cast.attendeeA, inbox, newEmail())
  await registerByRequest(cast.attendeeB, inbox, newEmail())
  const [organizer, foreign, removed] = [newEmail(), newEmail(), newEmail()]
  const account = (email: string, organization: string) =>
    gate.addUser({ username: email, email, organization, profile: { role: "admin" } })
  await account(organizer, "northside")
  await account(foreign, "elsewhere")
  const { id } = await account(removed, "northside")
  expect(await signIn(cast.organizer, inbox, organizer)).toBe("/organizer")
  expect(await signIn(cast.foreign, inbox, foreign)).toBe("/organizer")
  expect(await signIn(cast.removed, inbox, removed)).toBe("/organizer")
  await gate.changeUser(id, { profile: { role: "user" } })
  const helper = newEmail()
  const fields = { email: helper, place: "door/field-notes-summit" }
  await postForm(cast.organizer, { path: "/organizer/team", button: "Send invitation", fields })
  expect(await signIn(cast.helper, inbox, helper)).toBe("/me")
  const sample = {
    event: "field-notes-summit",
    registration: ticket.replace("/tickets/", ""),
    question: "diet",
    job: crypto.randomUUID(),
  }
  return { requests: cast, sample, removedEmail: removed }
}

/** What these actors met, where it is not what the rule allows. They ask at once. */
async function walk(
  name: string,
  rule: Rule,
  asking: readonly Actor[],
  ask: (actor: Actor) => Promise<APIResponse>,
): Promise<string[]> {
  const met = asking.map(async (actor) => {
    const allowed = rule[actor]
    if (!allowed) return []
    const response = await ask(actor)
    const outcome = outcomeOf(response)
    return allowed.includes(outcome) ? [] : [`${name}: ${actor} met ${outcome} (${response.status()})`]
  })
  return (await Promise.all(met)).flat()
}

/** Asks every address in every way and every action, and returns what was answered against its rule. */
async function walkEverything(site: Site, { requests: cast, sample }: Cast, asking: readonly Actor[]) {
  const origin = { origin: site.url, "sec-fetch-site": "same-origin" }
  const plain = { headers: origin, maxRedirects: 0 }
  const wrong: string[] = []
  for (const [pattern, rule] of Object.entries(addresses)) {
    const address = fill(pattern, sample)
    wrong.push(...(await walk(pattern, rule, asking, (actor) => cast[actor].get(address, plain))))
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const ask = (actor: Actor) => cast[actor].fetch(address, { ...plain, method, data: {} })
      wrong.push(...(await walk(`${method} ${pattern}`, denied(rule), asking, ask)))
    }
  }
  for (const { id, name, pages } of builtActions) {
    const entry = serverActions[name]
    const page = pages.find((one) => !one.includes("_not-found")) ?? ""
    const address = fill(page.replace(/^app/, ""), sample)
    const multipart = encodeArguments(entry?.sample(sample) ?? [])
    const headers = { ...origin, "next-action": id, accept: "text/x-component" }
    const ask = (actor: Actor) => cast[actor].post(address, { headers, multipart, maxRedirects: 0 })
    wrong.push(...(await walk(name, entry?.rule ?? {}, asking, ask)))
  }
  return wrong
}

/** Who is shown nothing by reading gets no further by any other method. */
function denied(rule: Rule): Rule {
  const outsiders = actors.filter((actor) => rule[actor] && !rule[actor].includes("shown"))
  return Object.fromEntries(outsiders.map((actor) => [actor, ["absent", "refused", "sign_in"]]))
}

test("every page, route handler and server action of the build has a rule, and every rule has one of them", () => {
  expect(builtAddresses.toSorted()).toEqual(Object.keys(addresses).toSorted())
  expect(builtActions.map(({ name }) => name).toSorted()).toEqual(Object.keys(serverActions).toSorted())
})

test("every address and every action answers each actor as its rule says", async ({
  site,
  gate,
  inbox,
  newEmail,
}) => {
  test.setTimeout(timeout)
  const gathered = await gather(site, gate, inbox, newEmail)
  const { requests: cast, sample } = gathered
  const isOver = async () => (await cast.removed.get("/organizer/reveal", { maxRedirects: 0 })).status()
  const removed = async () => {
    await expect.poll(isOver, { timeout: 90_000, intervals: [2_000] }).toBe(404)
    return walkEverything(site, gathered, ["removed"])
  }
  // The others need not wait until the role that was withdrawn is over.
  const others = actors.filter((actor) => actor !== "removed")
  const wrong = (await Promise.all([walkEverything(site, gathered, others), removed()])).flat()

  expect(wrong).toEqual([])
  const { state } = await (await cast.attendeeA.get(`/api/tickets/${sample.registration}`)).json()
  expect(state, "nobody cancelled attendee A's ticket").toBe("finished")
  await Promise.all(Object.values(cast).map((request) => request.dispose()))
})
