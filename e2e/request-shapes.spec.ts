import { type APIRequestContext, request as requests } from "playwright/test"
import { addresses, type Sample } from "./access-table"
import { expect, test } from "./fixtures"
import { fieldNotes, registerByRequest } from "./form-post"

type Shape = { name: string; address: string; headers?: Record<string, string> }

/** Ways to ask for a page that frameworks, their caches and their faults of the past have known. */
function shapesOf(path: string): Shape[] {
  const data = { rsc: "1", "next-router-prefetch": "1" }
  const subrequest = "proxy:proxy:proxy:proxy:proxy"
  return [
    { name: "as a browser", address: path },
    { name: "for its data", address: path, headers: { rsc: "1" } },
    { name: "to prefetch it", address: path, headers: data },
    { name: "for a part", address: path, headers: { ...data, "next-router-segment-prefetch": "/_tree" } },
    { name: "by its data file", address: `${path}.rsc` },
    { name: "by a part's file", address: `${path}.segments/_tree.segment.rsc` },
    { name: "past the proxy", address: path, headers: { "x-middleware-subrequest": subrequest } },
    { name: "from inside", address: path, headers: { "x-middleware-invoke": "1", "x-invoke-path": path } },
    { name: "as the older router", address: path, headers: { "x-nextjs-data": "1", "x-matched-path": path } },
    { name: "as its file", address: `/_next/data/build${path}.json` },
    { name: "rewritten", address: "/help", headers: { "x-rewrite-url": path, "x-original-url": path } },
    { name: "with a slash", address: `${path}/` },
    {
      name: "spelt otherwise",
      address: path.replace("/organizer", "/%6frganizer").replace("/tickets", "/ticket%73"),
    },
  ]
}

const sampleEvent = fieldNotes.replace("/e/", "")

const addressOf = (pattern: string, sample: Sample) =>
  pattern
    .replace(/\/(page|route)$/, "")
    .replace(/\/\(\w+\)/g, "")
    .replace(/\[\[?(?:\.\.\.)?(\w+)\]?\]/g, (_, name) => sample[name as keyof Sample] ?? sample.job)

/** Addresses that a stranger is shown nothing of. */
const guarded = Object.entries(addresses)
  .filter(([, rule]) => rule.anonymous && !rule.anonymous.includes("shown"))
  .map(([pattern]) => pattern)

test("no way of asking shows a stranger or another attendee anything of a person", async ({
  request,
  inbox,
  newEmail,
  site,
}) => {
  test.setTimeout(180_000)
  const email = newEmail()
  const ticket = await registerByRequest(request, inbox, email)
  const registration = ticket.replace("/tickets/", "")
  const sample = { event: sampleEvent, registration, question: "diet", job: crypto.randomUUID() }
  const code = (await (await request.get(ticket)).text()).match(
    /\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{4}\b/,
  )?.[0]
  const other = await requests.newContext({ baseURL: site.url })
  await registerByRequest(other, inbox, newEmail())
  const stranger = await requests.newContext({ baseURL: site.url })
  const canaries = [email, email.replace("@", "%40"), code ?? "no code was found", "Ribeiro"]
  const asked: [string, APIRequestContext, string[]][] = [
    ["a stranger", stranger, canaries],
    // Who has the same name sees it.
    ["another attendee", other, canaries.slice(0, 3)],
  ]
  const shown: string[] = []

  for (const [who, context, secrets] of asked)
    for (const pattern of guarded)
      await Promise.all(
        shapesOf(addressOf(pattern, sample)).map(async ({ name, address, headers = {} }) => {
          const answer = await context.get(address, { headers, maxRedirects: 0 })
          const said = JSON.stringify(answer.headersArray()) + (await answer.text())
          if (secrets.some((secret) => said.includes(secret))) shown.push(`${who} asked ${name}: ${address}`)
        }),
      )

  expect(await (await request.get(ticket)).text(), "the owner sees the canary").toContain("Ribeiro")
  expect(guarded.length).toBeGreaterThan(30)
  expect(shown).toEqual([])
  await Promise.all([other.dispose(), stranger.dispose()])
})
