import type { AppContext } from "@/lib/context"
import { sumStatuses } from "@/lib/db/queries/insights"
import { countVerifications, listSlugsAskingSensitive } from "@/lib/db/queries/verification"
import { type Question, sensitiveFields } from "@/lib/domain/question"
import { type VerificationState, verificationFacet, verifiedQuestions } from "@/lib/domain/verification"
import {
  type EventScope,
  findEventScope,
  type OrganizerScope,
  requirePermission,
} from "@/lib/organizers/scope"
import { readInsights } from "./insights"

type CountContext = Pick<AppContext, "db" | "clock" | "log">

/** Of one sensitive question: of how many it is asked, and how far they are. */
export type VerificationProgress = { question: Question; all: number } & Record<VerificationState, number>

/** More attendees are not counted while somebody waits: then the overview's numbers serve, which are a minute old. */
const mostCounted = 5_000

async function countFacets(context: CountContext, scope: EventScope): Promise<Record<string, number> | null> {
  const { id } = scope.event
  const statuses = Object.values(await sumStatuses(context.db, id))
  const attendees = statuses.reduce((sum, count) => sum + count, 0)
  if (attendees <= mostCounted) return countVerifications(context.db, id)
  return (await readInsights(context, scope))?.counts.facet ?? null
}

/** How far an event's sensitive answers are verified, question by question; nothing while a large event is counted. */
export async function countVerified(
  context: CountContext,
  scope: EventScope,
): Promise<VerificationProgress[]> {
  const questions = verifiedQuestions(scope.event.questions)
  const facets = questions.length > 0 ? await countFacets(context, scope) : null
  if (!facets) return []
  return questions.map((question) => {
    const count = (state: VerificationState) => facets[`${verificationFacet(question.key)}:${state}`] ?? 0
    const [missing, open, verified] = [count("missing"), count("open"), count("verified")]
    return { question, missing, open, verified, all: missing + open + verified }
  })
}

/** The newest events of an organization that the page lists. */
const mostEvents = 100

/** The same for every event of an organization that asks for something sensitive. */
export async function listVerificationProgress(
  context: CountContext,
  scope: OrganizerScope,
): Promise<{ event: EventScope["event"]; progress: VerificationProgress[] }[]> {
  requirePermission(scope, "view")
  const slugs = await listSlugsAskingSensitive(context.db, scope.organization.id, sensitiveFields, mostEvents)
  const listed = []
  // One after the other, so that others get the database in between.
  for (const slug of slugs) {
    const own = await findEventScope(context, scope, slug)
    if (own) listed.push({ event: own.event, progress: await countVerified(context, own) })
  }
  return listed
}
