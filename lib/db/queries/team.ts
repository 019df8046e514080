import { and, asc, count, eq, gt, isNull, lt, ne, or, sql } from "drizzle-orm"
import { erasedAddress } from "@/lib/domain/erased-person"
import type { TeamMember } from "@/lib/domain/team"
import type { Database } from "../database"
import { event } from "../schema/event"
import { mailJob } from "../schema/mail"
import { organizer } from "../schema/organizer"
import { person } from "../schema/person"
import { teamMember } from "../schema/team"
import { getEvent } from "./events"
import { owedAnew } from "./mails"
import type { EventLink, OrganizerStanding } from "./organizers"
import type { PersonRow } from "./people"

export type TeamMemberRow = typeof teamMember.$inferSelect

type Owner = Pick<PersonRow, "id" | "email">

/** Whose it is: by the person once they came, and by the address before. */
const isOf = ({ id, email }: Owner) =>
  or(eq(teamMember.personId, id), and(isNull(teamMember.personId), eq(teamMember.email, email)))

/** Who was invited to a whole organization by this address, or has it now. */
const isInTeam = (organizationId: string, email: string) =>
  and(
    eq(teamMember.organizationId, organizationId),
    isNull(teamMember.eventId),
    sql`case when ${teamMember.personId} is null then ${teamMember.email} = ${email}
      else ${teamMember.personId} = (select ${person.id} from ${person} where ${person.email} = ${email}) end`,
  )

/** Whether an address is in the team of a whole organization. */
export async function isTeamMember(db: Database, organizationId: string, email: string): Promise<boolean> {
  return (await db.$count(teamMember, isInTeam(organizationId, email))) > 0
}

/** Adds somebody who is invited; false when the address is invited to the same already. */
export async function insertTeamMember(
  tx: Database,
  values: Omit<TeamMemberRow, "personId" | "joinedAt">,
): Promise<boolean> {
  const inserted = await tx
    .insert(teamMember)
    .values(values)
    .onConflictDoNothing()
    .returning({ id: teamMember.id })
  return inserted.length > 0
}

/** Gives an address that an organization invited another role; the member, or null where it has that role already. */
export async function updateTeamRole(
  tx: Database,
  { organizationId, email, role }: Pick<TeamMemberRow, "organizationId" | "email" | "role">,
): Promise<TeamMemberRow | null> {
  const [row] = await tx
    .update(teamMember)
    .set({ role })
    .where(and(isInTeam(organizationId, email), ne(teamMember.role, role)))
    .returning()
  return row ?? null
}

/** Owes the mail that invites somebody, once more where it was sent. */
export async function oweInvitation(
  tx: Database,
  mail: { id: string; memberId: string; runAt: Date },
): Promise<void> {
  await tx
    .insert(mailJob)
    .values({ ...mail, kind: "invitation" })
    .onConflictDoUpdate({ target: mailJob.memberId, set: owedAnew })
}

/** A member of an organization's team, or null. */
export async function findTeamMember(
  db: Database,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<TeamMemberRow | null> {
  const [row] = await db
    .select()
    .from(teamMember)
    .where(and(eq(teamMember.id, id), eq(teamMember.organizationId, organizationId)))
    .limit(1)
  return row ?? null
}

/** Whom an invitation is for, with the event whose door it is; null once it was taken back. */
export async function findInvited(db: Database, id: string) {
  const [row] = await db
    .select({ member: teamMember, inviter: person.email })
    .from(teamMember)
    .leftJoin(person, eq(person.id, teamMember.invitedBy))
    .where(eq(teamMember.id, id))
    .limit(1)
  return row
    ? { ...row, event: row.member.eventId === null ? null : await getEvent(db, row.member.eventId) }
    : null
}

/** Ends what somebody was invited to; null when that was done before. */
export async function deleteTeamMember(tx: Database, id: string): Promise<TeamMemberRow | null> {
  const [row] = await tx.delete(teamMember).where(eq(teamMember.id, id)).returning()
  return row ?? null
}

export async function countTeamMembers(db: Database, organizationId: string): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(teamMember)
    .where(eq(teamMember.organizationId, organizationId))
  return row?.count ?? 0
}

/** Everybody an organization invited, those of the whole organization first. */
export async function listInvited(
  db: Database,
  organizationId: string,
  limit: number,
): Promise<TeamMember[]> {
  const rows = await db
    .select({
      id: teamMember.id,
      invitedAs: teamMember.email,
      email: person.email,
      role: teamMember.role,
      slug: event.slug,
      title: event.title,
      joinedAt: teamMember.joinedAt,
      invitedAt: teamMember.invitedAt,
    })
    .from(teamMember)
    .leftJoin(person, eq(person.id, teamMember.personId))
    .leftJoin(event, eq(event.id, teamMember.eventId))
    .where(eq(teamMember.organizationId, organizationId))
    .orderBy(sql`${event.startsAt} desc nulls first`, asc(teamMember.email))
    .limit(limit)
  return rows.map(({ invitedAs, email, slug, title, ...row }) => ({
    ...row,
    email: email ?? invitedAs,
    source: "invitation",
    event: slug !== null && title !== null ? { slug, title } : null,
  }))
}

/** Those of an organization whose role is nobody's invitation. */
export async function listOrganizers(
  db: Database,
  organizationId: string,
  limit: number,
): Promise<(Owner & { role: string; gateUserId: string | null; createdAt: Date })[]> {
  return db
    .select({
      id: person.id,
      email: person.email,
      role: organizer.role,
      gateUserId: organizer.gateUserId,
      createdAt: organizer.createdAt,
    })
    .from(organizer)
    .innerJoin(person, eq(person.id, organizer.personId))
    .where(
      and(
        eq(organizer.organizationId, organizationId),
        isNull(organizer.revokedAt),
        sql`${person.email} not like ${`${erasedAddress("")}%`}`,
      ),
    )
    .orderBy(asc(person.email))
    .limit(limit)
}

/** What somebody was invited to in a whole organization: the oldest invitation that stands; null: nothing. */
export async function findInvitedStanding(db: Database, owner: Owner): Promise<OrganizerStanding | null> {
  const [row] = await db
    .select()
    .from(teamMember)
    .where(and(isOf(owner), isNull(teamMember.eventId)))
    .orderBy(asc(teamMember.invitedAt), asc(teamMember.id))
    .limit(1)
  if (!row) return null
  const { organizationId: id, organizationName: name, role } = row
  return { organization: { id, name }, role, gateUserId: null }
}

/** The organization at whose event's door somebody helps at `now`; null for everybody else, and once the event is over. */
export async function findHelpedDoor(
  db: Database,
  owner: Owner,
  { slug, now }: { slug: string; now: Date },
): Promise<{ id: string; name: string; hasJoined: boolean } | null> {
  const [row] = await db
    .select({
      id: teamMember.organizationId,
      name: teamMember.organizationName,
      hasJoined: sql<boolean>`${teamMember.joinedAt} is not null`,
    })
    .from(teamMember)
    .innerJoin(event, eq(event.id, teamMember.eventId))
    .where(and(isOf(owner), eq(event.slug, slug), gt(event.endsAt, now)))
    .limit(1)
  return row ?? null
}

/** The doors somebody helps at, the next first. */
export async function listHelpedDoors(db: Database, owner: Owner, now: Date): Promise<EventLink[]> {
  return db
    .select({ slug: event.slug, title: event.title })
    .from(teamMember)
    .innerJoin(event, eq(event.id, teamMember.eventId))
    .where(and(isOf(owner), gt(event.endsAt, now)))
    .orderBy(asc(event.startsAt))
    .limit(20)
}

/** From now on what an address was invited to is its owner's, whatever their address will be. */
export async function joinTeams(db: Database, { id, email }: Owner, now: Date): Promise<void> {
  await db
    .update(teamMember)
    .set({ personId: id, joinedAt: now })
    .where(and(isNull(teamMember.personId), eq(teamMember.email, email)))
}

/** Everything somebody is or was invited to, for their own data. */
export async function listMembershipsOf(db: Database, owner: Owner) {
  return db
    .select({
      organization: teamMember.organizationName,
      role: teamMember.role,
      event: event.title,
      email: teamMember.email,
      invitedAt: teamMember.invitedAt,
      joinedAt: teamMember.joinedAt,
    })
    .from(teamMember)
    .leftJoin(event, eq(event.id, teamMember.eventId))
    .where(isOf(owner))
    .orderBy(asc(teamMember.invitedAt))
}

/** Somebody who deletes their account is in no team any more. */
export async function leaveTeams(tx: Database, owner: Owner): Promise<void> {
  await tx.delete(teamMember).where(isOf(owner))
}

/** Who helped at doors of events that ended before `at` is forgotten, and so is whoever was invited before and never came. */
export async function deleteSpentInvitations(db: Database, at: Date): Promise<void> {
  await db.delete(teamMember).where(and(isNull(teamMember.joinedAt), lt(teamMember.invitedAt, at)))
  const over = db.select({ id: event.id }).from(event).where(sql`${event.endsAt} < ${at}`)
  await db.delete(teamMember).where(sql`${teamMember.eventId} in (${over})`)
}
