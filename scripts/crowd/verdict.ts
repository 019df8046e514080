import type { OpenDatabase } from "@/lib/db/open"
import { type Examined, listEventIdsOf, listExamined, listPlaces } from "@/lib/db/queries/examination"
import { listMailJobs } from "@/lib/db/queries/mails"
import { examine } from "@/lib/doctor/examine"
import { type GateSnapshot, readGate } from "@/lib/doctor/gate-snapshot"
import { describeViolation } from "@/lib/doctor/violation"
import type { GateClient } from "@/lib/gate/client"
import type { Mailbox } from "./mailbox"
import type { Visitor } from "./visitor"

const organization = { name: "northside", id: "1" }
const most = 100_000

/** What a run came to. Every entry of `violations` breaks a promise. */
export type Verdict = { rows: [string, string | number][]; violations: string[] }

export type Evidence = {
  open: OpenDatabase
  witness: GateClient
  mailbox: Mailbox
  visitors: Visitor[]
  /** Milliseconds from the last kill until nothing was under way; null when that was never seen. */
  finishedAfterMs: number | null
  kills: number
  restarts: number[]
}

type Mails = { missing: number; owed: number; doubled: number; unlike: number }

/** Mails with tickets: those sent as the outbox says but never seen, still owed, and more than one of a kind. */
async function countMails({ open, mailbox }: Evidence, acked: Visitor[]): Promise<Mails> {
  const ids = acked.map(({ ticketId }) => ticketId ?? "")
  const jobs = new Map<string, { isSent: boolean }>()
  for (let from = 0; from < ids.length; from += 500) {
    for (const { registrationId, kind, sentAt } of await listMailJobs(open.db, ids.slice(from, from + 500))) {
      if (kind === "ticket" && registrationId) jobs.set(registrationId, { isSent: sentAt !== null })
    }
  }
  const mails: Mails = { missing: 0, owed: 0, doubled: 0, unlike: 0 }
  for (const { email, ticketId, outcome } of acked) {
    if (outcome !== "ticket") continue
    const sent = mailbox.ticketsTo(email)
    const subjects = new Set(sent.map(({ subject }) => subject))
    const job = jobs.get(ticketId ?? "")
    if (sent.length === 0) mails[job && !job.isSent ? "owed" : "missing"] += 1
    if (sent.length > subjects.size) mails.doubled += 1
    if (new Set(sent.map(({ messageId }) => messageId)).size > subjects.size) mails.unlike += 1
  }
  return mails
}

async function listAll({ open }: Evidence): Promise<Examined[]> {
  return listExamined(open.db, await listEventIdsOf(open.db, organization.id), null, most)
}

/** Accounts of one address, and records of one account and event, beyond the first. */
function countDoubled({ accountsByEmail, recordsByParent }: GateSnapshot) {
  const beyondFirst = (groups: Iterable<unknown[]>) =>
    [...groups].reduce((sum, group) => sum + Math.max(0, group.length - 1), 0)
  return { accounts: beyondFirst(accountsByEmail.values()), records: beyondFirst(recordsByParent.values()) }
}

function quantile(values: number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return value === undefined ? "–" : (value / 1000).toFixed(1)
}

/** Compares what people were told with what the database and GATE hold. */
export async function judge(evidence: Evidence): Promise<Verdict> {
  const { open, witness, visitors, kills, restarts, finishedAfterMs } = evidence
  const rows = await listAll(evidence)
  const byId = new Map(rows.map((row) => [row.registration.id, row]))
  const acked = visitors.filter(({ ticketId }) => ticketId !== null)
  const lost = acked.filter(({ ticketId, email, outcome }) => {
    const row = byId.get(ticketId ?? "")
    const isLive = row !== undefined && row.registration.step !== "cancelled"
    return row?.person.email !== email || isLive !== (outcome === "ticket")
  })
  const snapshot = await readGate(witness, organization)
  const doubled = countDoubled(snapshot)
  const { violations, steps } = await examine(
    { db: open.db, gate: witness, clock: () => new Date() },
    { isSettled: true, isAlone: true },
  )
  const unfinished = (steps.accepted ?? 0) + (steps.user_created ?? 0)
  const orphans = violations.filter(({ invariant }) => invariant === "I6").length
  const places = (await listPlaces(open.db)).find(({ live }) => live > 0)
  const capacity = places?.capacity ?? null
  const taken = places?.taken ?? 0
  const refused = visitors.filter(({ outcome }) => outcome === "full").length
  const mails = await countMails(evidence, acked)
  const found = violations.map(describeViolation)
  if (lost.length > 0) found.push(`I1 ${lost.length} acknowledged registrations are not as they were told`)
  if (acked.length + refused === 0) found.push("I1 nobody got an answer, so the run shows nothing")
  if (refused > 0 && capacity !== null && taken < capacity)
    found.push(`I2 ${refused} people were told it is full, with ${taken} of ${capacity} places taken`)
  if (steps.needs_attention) found.push(`I5 ${steps.needs_attention} registrations were left to organizers`)
  if (mails.missing > 0) found.push(`mail ${mails.missing} people never got their ticket by mail`)
  return {
    violations: found,
    rows: [
      ["people", visitors.length],
      ["acknowledged", acked.length],
      ["of them given back", visitors.filter(({ outcome }) => outcome === "cancelled").length],
      ["told that it is full", refused],
      ["gave up without an answer", visitors.filter(({ outcome }) => outcome === "gave up").length],
      ["lost", lost.length],
      ["doubled accounts", doubled.accounts],
      ["doubled records", doubled.records],
      ["orphans", orphans],
      ["unfinished at the end", unfinished],
      [
        "finished after the last kill, s",
        finishedAfterMs === null ? "never" : (finishedAfterMs / 1000).toFixed(1),
      ],
      ["places taken of", `${taken} of ${capacity}`],
      ["kills", kills],
      ["restarts p50 / max, s", `${quantile(restarts, 0.5)} / ${quantile(restarts, 1)}`],
      ["ticket mails missing / still owed", `${mails.missing} / ${mails.owed}`],
      ["ticket mails doubled / of them not recognisable", `${mails.doubled} / ${mails.unlike}`],
      ["violations", found.length],
    ],
  }
}
