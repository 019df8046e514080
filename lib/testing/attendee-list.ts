import { listAttendees } from "@/lib/attendees/list"
import type { Database } from "@/lib/db/database"
import { attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import { type AttendeeQuery, type AttendeeRow, parseAttendeeQuery } from "@/lib/domain/attendee-query"
import type { QuestionDescription } from "@/lib/domain/question"
import type { EventScope } from "@/lib/organizers/scope"
import { testEventScope, testOrganizer } from "./organizer"
import { question } from "./profile"
import { createWorld, type World } from "./registration-world"

const options = (values: string[]) => values.map((value) => ({ value, label: value }))

const listQuestions: QuestionDescription[] = [
  question({ key: "company", field: "company" }),
  question({ key: "guests", field: "age", type: "whole_number" }),
  question({
    ...{ key: "diet", field: "custom_field_1", type: "single_choice" as const },
    options: options(["vegan", "all", "halal"]),
  }),
  question({
    ...{ key: "talks", field: "custom_field_2", type: "multiple_choice" as const },
    options: options(["two", "one", "three"]),
  }),
  question({ key: "home", field: "country", type: "country" }),
  question({ key: "passport", field: "passport_number", why: "The venue checks who enters." }),
]

/** An event with an organizer who may see its list. */
export type ListWorld = World & {
  scope: EventScope
  query(address: string): AttendeeQuery
  /** Everybody the list shows for an address, page after page. */
  list(address: string, limit?: number): Promise<AttendeeRow[]>
  /** Their names, in order. */
  names(address: string): Promise<string[]>
}

export async function createListWorld(
  db: Database,
  { questions = listQuestions }: { questions?: QuestionDescription[] } = {},
): Promise<ListWorld> {
  const world = await createWorld(db, { event: { questions } })
  const { organization } = world.event
  await world.seed({ organizations: [{ id: Number(organization.id), name: organization.name }] })
  const scope = await testEventScope(world, await testOrganizer(world))
  const query = (address: string) => {
    const columns = attendeeColumns(scope.event, codesAsWords)
    const { query, problems } = parseAttendeeQuery(new URLSearchParams(address), columns)
    if (problems.length > 0) throw new Error(`${address}: ${JSON.stringify(problems)}`)
    return query
  }
  const list = async (address: string, limit?: number) => {
    const rows: AttendeeRow[] = []
    let after: string | null = null
    do {
      const page = await listAttendees(world.context, scope, query(address), {
        after,
        ...(limit && { limit }),
      })
      rows.push(...page.rows)
      after = page.next
    } while (after !== null)
    return rows
  }
  const names = async (address: string) => (await list(address)).map(({ name }) => name)
  return { ...world, scope, query, list, names }
}
