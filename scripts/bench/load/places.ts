import { setTimeout as sleep } from "node:timers/promises"
import { listPlaces } from "@/lib/db/queries/examination"
import { formBody, hiddenFields } from "../../../e2e/form-fields"
import { isShed } from "../../crowd/browser"
import { type SignedIn, signIn } from "../../crowd/signed-in"
import { publishEvent } from "../../crowd/storage"
import { ask } from "./ask"
import { type Part, spread } from "./report"
import { organization, type Stage, secret } from "./stage"

/** Answers to one person's form: the last one, and how often they were asked to come again before it. */
type Outcome = { kind: "ticket" | "full" | "other"; status: number | null; ms: number; returns: number }

type Form = { body: Buffer; headers: Record<string, string> }

/** People whose addresses are proved: the form is all that stands between them and a place. */
async function proveAddresses({ storage }: Stage, count: number): Promise<SignedIn[]> {
  const open = await storage.open()
  try {
    const people: SignedIn[] = []
    for (let number = 0; number < count; number++)
      people.push(await signIn(open.db, secret, `person${number}@people.example`))
    return people
  } finally {
    await open.close()
  }
}

/** The form as the person's browser would send it: opened by somebody, with a submission of the person's own. */
async function fillIn(hidden: Record<string, string>, { cookie }: SignedIn, origin: string): Promise<Form> {
  const own = { ...hidden, submission: crypto.randomUUID() }
  const fields = { first_name: "Ana", last_name: "Ribeiro", accept_terms: "yes" }
  const request = new Request(origin, { method: "POST", body: formBody(own, fields) })
  return {
    body: Buffer.from(await request.arrayBuffer()),
    headers: {
      "content-type": request.headers.get("content-type") ?? "",
      cookie,
      origin,
      "sec-fetch-site": "same-origin",
    },
  }
}

async function send(url: string, { body, headers }: Form): Promise<Outcome> {
  for (let returns = 0; ; returns++) {
    const answer = await ask(url, { method: "POST", body, headers })
    const { status, ms } = answer
    if (isShed(answer) && returns < 100) {
      await sleep(Number(answer.retryAfter) * 1_000 * (0.8 + 0.4 * Math.random()))
      continue
    }
    const isTicket = answer.location?.includes("/tickets/") ?? false
    const kind = isTicket ? "ticket" : /This event is full/.test(answer.text) ? "full" : "other"
    return { kind, status, ms, returns }
  }
}

/** Everybody sends the form of an event of its own in one instant, each to the other of the sites. */
async function rush(stage: Stage, people: SignedIn[], capacity: number): Promise<Outcome[]> {
  const { storage, fleet } = stage
  const event = await publishEvent(storage, { organization, capacity })
  const urls = fleet.sites.map(({ url }) => ({ url, form: `${url}${event}/register` }))
  const [first] = people
  const forms: { url: string; form: Form }[] = []
  for (const { url, form } of urls) {
    const page = await ask(form, { headers: { cookie: first?.cookie ?? "" } })
    const hidden = hiddenFields(page.text, "Get my ticket")
    for (const [index, person] of people.entries())
      if (index % urls.length === urls.findIndex((one) => one.url === url))
        forms.push({ url: form, form: await fillIn(hidden, person, url) })
  }
  return Promise.all(forms.map(({ url, form }) => send(url, form)))
}

async function countTaken({ storage }: Stage, capacity: number): Promise<number[]> {
  const open = await storage.open()
  try {
    const places = await listPlaces(open.db)
    return places.filter((place) => place.capacity === capacity).flatMap(({ taken, live }) => [taken, live])
  } finally {
    await open.close()
  }
}

/** Rounds in which far more people than places send the form at once: exactly as many tickets as places. */
export async function places(
  part: Part,
  stage: Stage,
  { capacity, people, rounds }: { capacity: number; people: number; rounds: number },
): Promise<void> {
  const crowd = await proveAddresses(stage, people)
  const all: Outcome[] = []
  const exact: number[] = []
  for (let round = 0; round < rounds; round++) {
    const outcomes = await rush(stage, crowd, capacity)
    all.push(...outcomes)
    exact.push(outcomes.filter(({ kind }) => kind === "ticket").length)
  }
  const ms = (kind: Outcome["kind"]) => spread(all.filter((one) => one.kind === kind).map((one) => one.ms))
  const others = all.filter(({ kind }) => kind === "other")
  const taken = await countTaken(stage, capacity)
  part.add("attempts for places, rounds", `${people} for ${capacity}, ${rounds}`)
  part.add("tickets a round", [...new Set(exact)].join(", "), String(capacity))
  part.add(
    "told full",
    all.filter(({ kind }) => kind === "full").length,
    String((people - capacity) * rounds),
  )
  part.add(
    "asked to come again, in all",
    all.reduce((sum, { returns }) => sum + returns, 0),
  )
  part.add("with a ticket, ms p50 / p95 / p99 / most", ms("ticket"))
  part.add("told full, ms", ms("full"), "1,000")
  part.add("neither", others.length, "0")
  const statuses = [...new Set(others.map(({ status }) => status))].join(", ")
  part.promise(others.length === 0, `${others.length} people were told neither (${statuses})`)
  part.promise(
    exact.every((count) => count === capacity),
    `${exact.join(", ")} tickets for ${capacity} places`,
  )
  part.promise(
    taken.every((count) => count === capacity),
    `the database counts ${taken.join(", ")}`,
  )
}
