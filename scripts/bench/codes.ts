import { randomInt, randomUUID } from "node:crypto"
import { sql } from "drizzle-orm"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { addEvent } from "@/lib/events/add-event"
import { formBody, hiddenFields } from "../../e2e/form-fields"
import { Site } from "../../e2e/servers/site"
import { benchEvent, insertAttendees } from "./attendee-data"

/** Where a guess who has an account is as good as a coin's (reliability A6). */
const fair = { from: 0.45, to: 0.55 }

const organization = { name: "northside", id: "1" }
const warmUp = 20

type Asked = { ms: number; answer: string }

/** Attendees with a registration each, as many as there are questions to ask. */
async function seed(site: Site, count: number): Promise<string[]> {
  let emails: string[] = []
  await site.change(async (db) => {
    const event = benchEvent(count, organization)
    await addEvent({ db, clock: () => new Date(), newId: randomUUID }, event)
    const { id } = (await findPublishedEvent(db, event.slug)) ?? { id: "" }
    await insertAttendees(db, id, 1, count)
    const rows = await db
      .select({ email: sql<string>`email` })
      .from(sql`person`)
      .where(sql`gate_user_id like ${`${id}-%`}`)
    emails = rows.map(({ email }) => email)
  })
  return emails
}

/** The same address with other letters: as long, from the same provider, and nobody's. */
function nobody(email: string): string {
  const [name = "", domain = ""] = email.split("@")
  return `${[...name].reverse().join("").replaceAll(".", "x")}@${domain}`
}

/** What the visitor gets, with what differs for everybody taken out. */
function comparable(response: Response, body: string): string {
  const cookie = /^[^=]+=[^;]*/
  const headers = [...response.headers]
    .filter(([name]) => name !== "date")
    .map(
      ([name, value]) =>
        `${name}: ${name === "set-cookie" ? value.replace(cookie, (text) => `${text.length}`) : value}`,
    )
    .map((line) =>
      line
        .replace(/Expires=[^;]+/, "Expires")
        .replace(/'nonce-[^']+'/, "'nonce'")
        .replace(/request-id: .*/i, "request-id"),
    )
  return [response.status, ...headers.sort(), body].join("\n")
}

async function ask(site: Site, hidden: Record<string, string>, email: string): Promise<Asked> {
  const start = performance.now()
  const response = await fetch(`${site.url}/sign-in`, {
    method: "POST",
    body: formBody(hidden, { email }),
    headers: { origin: site.url, "sec-fetch-site": "same-origin" },
    redirect: "manual",
  })
  const body = await response.text()
  return { ms: performance.now() - start, answer: comparable(response, body) }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** How often a known address takes longer than an unknown one: 0.5 says that nothing can be told. */
function areaUnderCurve(known: number[], unknown: number[]): number {
  const wins = known.flatMap((one) => unknown.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)))
  return wins.reduce((sum: number, win) => sum + win, 0) / wins.length
}

/**
 * `npm run bench:codes -- [NUMBER]`: asks for a code for so many known and so many unknown addresses (300 each), one after
 * the other in a random order, and prints what could be told from the answers. Exit code 1: something could.
 */
async function main(count: number): Promise<void> {
  const plenty = { LIMIT_CLIENT_CODES_FREE: "1000000", LIMIT_CLIENT_CODES: "1000000", LOG_LEVEL: "error" }
  const site = await Site.start(plenty)
  try {
    const known = await seed(site, count + warmUp)
    const page = await (await fetch(`${site.url}/sign-in`)).text()
    const hidden = hiddenFields(page, "Send me a code")
    for (const email of known.slice(0, warmUp)) await ask(site, hidden, randomInt(2) ? email : nobody(email))
    const asked: Record<"known" | "unknown", Asked[]> = { known: [], unknown: [] }
    for (const email of known.slice(warmUp)) {
      const both = [
        ["known", email],
        ["unknown", nobody(email)],
      ] as const
      for (const [kind, address] of randomInt(2) ? both : both.toReversed())
        asked[kind].push(await ask(site, hidden, address))
    }
    const times = (kind: "known" | "unknown") => asked[kind].map(({ ms }) => ms)
    const answers = new Set([...asked.known, ...asked.unknown].map(({ answer }) => answer))
    const auc = areaUnderCurve(times("known"), times("unknown"))
    console.log(`${count} known addresses: median ${median(times("known")).toFixed(1)} ms`)
    console.log(`${count} unknown addresses: median ${median(times("unknown")).toFixed(1)} ms`)
    console.log(
      `Different answers: ${answers.size}. AUC ${auc.toFixed(3)} (${fair.from} to ${fair.to} is fair).`,
    )
    if (answers.size > 1 && asked.known[0])
      for (const answer of [...answers].slice(0, 2)) console.log(`\n${answer}`)
    if (answers.size > 1 || auc < fair.from || auc > fair.to) process.exitCode = 1
  } finally {
    await site.remove()
  }
}

await main(Number(process.argv[2] ?? 300))
