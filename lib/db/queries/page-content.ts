import { and, eq } from "drizzle-orm"
import { emptyPageContent, type PageContent, sortSessions } from "@/lib/domain/page-content"
import type { Database } from "../database"
import { event } from "../schema/event"
import { pageContent } from "../schema/page-content"

/** Content with the version that two organizers saving at once compare: 0 before the first save. */
export type PageContentRow = PageContent & { version: number }

type Row = typeof pageContent.$inferSelect

function toContent(row: Row | null | undefined): PageContentRow {
  if (!row) return { ...emptyPageContent, version: 0 }
  const { eventId: _, sessions, ...rest } = row
  const dated = sessions.map((session) => ({
    ...session,
    startsAt: new Date(session.startsAt),
    endsAt: new Date(session.endsAt),
  }))
  return { ...rest, sessions: sortSessions(dated) }
}

function toColumns({ sessions, speakers, faq, contact, directions }: PageContent) {
  const written = sortSessions(sessions).map((session) => ({
    ...session,
    startsAt: session.startsAt.toISOString(),
    endsAt: session.endsAt.toISOString(),
  }))
  return { sessions: written, speakers, faq, contact, directions }
}

/** What an event's page says beside its description, in its own language and with all translations. */
export async function readPageContent(db: Database, eventId: string): Promise<PageContentRow> {
  const [row] = await db.select().from(pageContent).where(eq(pageContent.eventId, eventId)).limit(1)
  return toContent(row)
}

/** The same with the languages the event is offered in, its own first. */
export async function readOfferedContent(
  db: Database,
  eventId: string,
): Promise<{ content: PageContentRow; languages: string[] }> {
  const [row] = await db
    .select({ content: pageContent, languages: event.languages })
    .from(event)
    .leftJoin(pageContent, eq(pageContent.eventId, event.id))
    .where(eq(event.id, eventId))
    .limit(1)
  return { content: toContent(row?.content), languages: row?.languages ?? [] }
}

/** Keeps content that was made from `version`; false when somebody else saved meanwhile. */
export async function writePageContent(
  tx: Database,
  eventId: string,
  content: PageContent,
  version: number,
): Promise<boolean> {
  const values = { ...toColumns(content), version: version + 1 }
  const written =
    version === 0
      ? await tx
          .insert(pageContent)
          .values({ eventId, ...values })
          .onConflictDoNothing()
          .returning({ version: pageContent.version })
      : await tx
          .update(pageContent)
          .set(values)
          .where(and(eq(pageContent.eventId, eventId), eq(pageContent.version, version)))
          .returning({ version: pageContent.version })
  return written.length === 1
}

/** As `readPageContent`, and nobody else changes it before the transaction ends. */
export async function lockPageContent(tx: Database, eventId: string): Promise<PageContentRow> {
  const [row] = await tx.select().from(pageContent).where(eq(pageContent.eventId, eventId)).for("update")
  return toContent(row)
}
