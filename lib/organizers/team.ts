import type { AppContext } from "@/lib/context"
import {
  confirmOrganizerRow,
  findOrganizer,
  findOrganizerEvent,
  revokeOrganizer,
} from "@/lib/db/queries/organizers"
import { findPersonByEmail, getPerson } from "@/lib/db/queries/people"
import { chargeBucket } from "@/lib/db/queries/rate-limits"
import {
  countTeamMembers,
  deleteTeamMember,
  findTeamMember,
  insertTeamMember,
  isTeamMember,
  listInvited,
  listOrganizers,
  oweInvitation,
  type TeamMemberRow,
  updateTeamRole,
} from "@/lib/db/queries/team"
import { normaliseEmail } from "@/lib/domain/email"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { printable } from "@/lib/domain/printable"
import { mostMembers, type TeamMember, type TeamRole } from "@/lib/domain/team"
import { isUuid } from "@/lib/domain/uuid"
import { limitKey } from "@/lib/registration/code-limits"
import { recordOrganizerEvent } from "./audit"
import { type OrganizerScope, requirePermission } from "./scope"
import { standingHere } from "./standing"

/** Everybody who works for the organization: by GATE's word, by configuration, and by invitation. */
export async function listTeam({ db }: Pick<AppContext, "db">, scope: OrganizerScope): Promise<TeamMember[]> {
  requirePermission(scope, "edit")
  const invited = await listInvited(db, scope.organization.id, mostMembers)
  const organizers = await listOrganizers(db, scope.organization.id, mostMembers)
  const known = new Set(invited.filter(({ event }) => event === null).map(({ email }) => email))
  const others = organizers
    .filter(({ email, gateUserId }) => gateUserId !== null || !known.has(email))
    .map(
      ({ id, email, role, gateUserId, createdAt }): TeamMember => ({
        ...{ id, email, role, event: null, joinedAt: createdAt, invitedAt: createdAt },
        source: gateUserId === null ? "configuration" : "gate",
      }),
    )
  return [...others, ...invited]
}

/** `place`: a role of the whole organization, or `door/` with the slug of the event whose door it is. */
export type Invitation = { email: string; place: string; language: string }

/** `isNew`: somebody was invited; else one of the team has another role now. */
export type Invited = { ok: true; isNew: boolean } | { ok: false; issues: Issues<EditorIssueCode> }

/** What a form sends for the door of an event. */
export function doorOf(slug: string): string {
  return `door/${slug}`
}

const refuse = (name: string, code: EditorIssueCode, limit?: number): Invited => ({
  ok: false,
  issues: { [name]: limit === undefined ? { code } : { code, limit } },
})

/** What a chosen place means; null for one that is not offered: no event of the organization, or one that is over. */
async function readPlace(
  { db, clock }: AppContext,
  scope: OrganizerScope,
  place: string,
): Promise<{ role: TeamRole; eventId: string | null } | null> {
  if (place === "organizer" || place === "assistant") return { role: place, eventId: null }
  if (!place.startsWith(doorOf(""))) return null
  const slug = printable(place.slice(doorOf("").length))
  const event = await findOrganizerEvent(db, { organizationId: scope.organization.id, slug })
  return event && event.endsAt > clock() ? { role: "door", eventId: event.id } : null
}

/**
 * Invites an address to the team, by a mail that leads to what it may do once a code has proved whose it is. An address that
 * is in the team already gets the other role at once.
 */
export async function inviteMember(
  context: AppContext,
  scope: OrganizerScope,
  { email, place, language }: Invitation,
): Promise<Invited> {
  requirePermission(scope, "edit")
  const { db, clock, newId } = context
  const address = normaliseEmail(email)
  if (email.trim() === "") return refuse("email", "required")
  if (address === null) return refuse("email", "not_an_email")
  const chosen = await readPlace(context, scope, place)
  if (!chosen) return refuse("place", "not_an_option")
  const { organization, personId } = scope
  const now = clock()
  const id = newId()
  const about = { ...chosen, organizationId: organization.id, email: address }
  return db.transaction(async (tx) => {
    const within = { ...context, db: tx }
    if (chosen.eventId === null && (await isTeamMember(tx, organization.id, address)))
      return changeRole(within, scope, about)
    if ((await countTeamMembers(tx, organization.id)) >= mostMembers)
      return refuse("email", "too_many_entries", mostMembers)
    const values = { ...about, id, organizationName: organization.name, language }
    if (!(await insertTeamMember(tx, { ...values, invitedBy: personId, invitedAt: now })))
      return refuse("email", "already_invited")
    if (!(await mailInvitation(within, scope, { id, email: address }))) {
      await deleteTeamMember(tx, id)
      return refuse("email", "invited_too_often")
    }
    await recordOrganizerEvent(tx, scope, { name: "team.invited", ...actOf(id, chosen) }, now)
    return { ok: true, isNew: true }
  })
}

const dayMs = 24 * 60 * 60_000

/** Invitations in a day: to one address, whoever asks, and by one organizer, so that nobody's mailbox is filled. */
const mostADay = { address: 3, organizer: 200 }

/** Owes the mail to a member; false when the address, or the organizer, has had enough of them for a day. */
async function mailInvitation(
  context: AppContext,
  scope: OrganizerScope,
  { id, email }: Pick<TeamMemberRow, "id" | "email">,
): Promise<boolean> {
  const { db, clock, newId } = context
  const now = clock()
  const endsAt = new Date(now.getTime() + dayMs)
  const charge = (name: string, subject: string, limit: number) =>
    chargeBucket(db, { key: limitKey(context, name, subject), limit, endsAt }, now)
  if (!(await charge("invitations-to", email, mostADay.address)).ok) return false
  if (!(await charge("invitations-by", scope.personId, mostADay.organizer)).ok) return false
  await oweInvitation(db, { id: newId(), memberId: id, runAt: now })
  return true
}

/** Gives somebody of the team another role at once. */
async function changeRole(
  context: AppContext,
  scope: OrganizerScope,
  about: { organizationId: string; email: string; role: TeamRole; eventId: string | null },
): Promise<Invited> {
  const changed = await updateTeamRole(context.db, about)
  if (!changed) return refuse("email", "already_invited")
  await settleMember(context, changed)
  const act = { name: "team.role_changed", ...actOf(changed.id, about) } as const
  await recordOrganizerEvent(context.db, scope, act, context.clock())
  return { ok: true, isNew: false }
}

function actOf(member: string, { role, eventId }: { role: TeamRole; eventId: string | null }) {
  return { ...(eventId !== null && { eventId }), detail: { member, role } }
}

/** Mails an invitation once more; false when it was taken back, or mailed often enough today. */
export async function inviteAgain(context: AppContext, scope: OrganizerScope, id: string): Promise<boolean> {
  requirePermission(scope, "edit")
  return context.db.transaction(async (tx) => {
    const member = await findOwnMember(tx, scope, id)
    return member !== null && mailInvitation({ ...context, db: tx }, scope, member)
  })
}

async function findOwnMember(db: AppContext["db"], { organization }: OrganizerScope, id: string) {
  return isUuid(id) ? findTeamMember(db, { organizationId: organization.id, id }) : null
}

/** Ends what somebody was invited to, at once; false when that was done before. What GATE gives them it leaves alone. */
export async function removeMember(context: AppContext, scope: OrganizerScope, id: string): Promise<boolean> {
  requirePermission(scope, "edit")
  const { db, clock } = context
  const now = clock()
  if (!(await findOwnMember(db, scope, id))) return false
  return db.transaction(async (tx) => {
    const removed = await deleteTeamMember(tx, id)
    if (!removed) return false
    if (removed.eventId === null) await settleMember({ ...context, db: tx }, removed)
    await recordOrganizerEvent(tx, scope, { name: "team.removed", ...actOf(id, removed) }, now)
    return true
  })
}

/** Makes a member what they are invited to from now on, or nobody. A role in GATE stays GATE's to take. */
async function settleMember(context: AppContext, { personId, email }: TeamMemberRow): Promise<void> {
  const { db, clock } = context
  const person = personId === null ? await findPersonByEmail(db, email) : await getPerson(db, personId)
  const row = person && (await findOrganizer(db, person.id))
  if (!row || row.gateUserId !== null) return
  const standing = await standingHere(context, person)
  if (standing) await confirmOrganizerRow(db, person.id, standing, clock())
  else await revokeOrganizer(db, person.id, clock())
}
