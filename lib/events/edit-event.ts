import {
  type EditableEvent,
  findLastEditor,
  getEditableEvent,
  isSlugViolation,
  settingsOf,
  updateEvent,
} from "@/lib/db/queries/event-editor"
import { announced, keepPlan } from "@/lib/db/queries/event-news"
import { insertTerms } from "@/lib/db/queries/event-terms"
import { lockPageContent, writePageContent } from "@/lib/db/queries/page-content"
import { reviewHandovers } from "@/lib/db/queries/shared-records"
import { endOffersWithDoors } from "@/lib/db/queries/waitlist"
import type { StoppedEdit } from "@/lib/domain/editor-form"
import { isMoved, planOf } from "@/lib/domain/event-news"
import {
  changedSettings,
  concernsCalendars,
  type EventSettings,
  isNewWording,
} from "@/lib/domain/event-settings"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { moveSessions, warnOfSessions } from "@/lib/domain/page-content"
import { recordOrganizerEvent } from "@/lib/organizers/audit"
import type { EventScope } from "@/lib/organizers/scope"
import { type EditorContext, requireEditing } from "./editor-context"
import { boxFields, eventFieldNames, eventValues, parseEventValues } from "./event-form"
import { type FormValues, fingerprints, mergeEdit, parseSeen, type Seen } from "./merge-edit"
import { untilSaved } from "./until-saved"

export type Edited =
  | { ok: true; slug: string; version: number; isToBeTold?: boolean; programme?: Programme }
  | { ok: false; issues: Issues<EditorIssueCode> }
  | { ok: false; issues: Issues<EditorIssueCode>; stopped: StoppedEdit }
  /** The event is moved, and this many people have a ticket: whether they are told is to be said. */
  | { ok: false; issues: Issues<EditorIssueCode>; asks: { tickets: number } }

/** What became of the sessions of an event at other times: they went with it, or some are outside it now. */
type Programme = "moved" | "outside" | undefined

/** Saves within this time become one mail. */
export const settledAfterMs = 5 * 60_000

/** What the form says once it was asked whether to tell everybody with a ticket. */
export const tellFieldName = "tell"

/** What says when GATE's one record of a person carries this event. */
const times: (keyof EventSettings)[] = ["doorsAt", "startsAt", "endsAt"]

/** Saves a form that was rendered from `seen`. What others saved since is shown to its author, never overwritten. */
export async function editEvent(
  context: EditorContext,
  scope: EventScope,
  submitted: FormValues,
): Promise<Edited> {
  requireEditing(scope)
  return untilSaved(`Event ${scope.event.id}`, () => tryToEdit(context, scope, submitted))
}

/** Null when somebody else saved in between. */
async function tryToEdit(
  context: EditorContext,
  scope: EventScope,
  submitted: FormValues,
): Promise<Edited | null> {
  const { db, languages: supported } = context
  const stored = await getEditableEvent(db, scope.event.id)
  const current = eventValues(stored, supported)
  const names = eventFieldNames(supported)
  const seen = parseSeen(submitted.seen?.[0])
  const merge = mergeEdit(names, { seen, current, submitted: withMissing(submitted, current, seen) })
  if (merge.conflicts.length > 0) {
    const { conflicts, unchosen } = merge
    const by = await findLastEditor(db, stored.id)
    return { ok: false, issues: {}, stopped: { conflicts, unchosen, seen: fingerprints(current, names), by } }
  }
  const parsed = parseEventValues(merge.values, { supported, current: stored })
  if (!parsed.ok) return parsed
  const changed = changedSettings(settingsOf(stored), parsed.settings)
  if (changed.length === 0) return { ok: true, slug: stored.slug, version: stored.version }
  const tell = submitted[tellFieldName]?.[0]
  if (tell === undefined && concernsTickets(context, stored, parsed.settings))
    return { ok: false, issues: {}, asks: { tickets: stored.taken } }
  return save(context, scope, stored, parsed.settings, tell === "yes")
}

/** Whether people have a ticket for what would now be at another time or place. */
function concernsTickets(
  { clock }: Pick<EditorContext, "clock">,
  stored: EditableEvent,
  settings: EventSettings,
): boolean {
  const isToCome = !stored.cancelledAt && settings.endsAt > clock()
  return stored.taken > 0 && isToCome && isMoved(planOf(stored), planOf(settings))
}

/** A field the form does not have stays as it is; unticked boxes are not sent, and mean none where the form has them. */
function withMissing(submitted: FormValues, current: FormValues, seen: Seen): FormValues {
  const isUnticked = (name: string) => seen[name] !== undefined && boxFields.some((box) => box === name)
  const missing = Object.entries(current).filter(([name]) => !(name in submitted) && !isUnticked(name))
  return { ...submitted, ...Object.fromEntries(missing) }
}

async function save(
  { db, clock }: EditorContext,
  scope: EventScope,
  stored: EditableEvent,
  settings: EventSettings,
  isToBeTold: boolean,
): Promise<Edited | null> {
  const now = clock()
  const before = settingsOf(stored)
  const changed = changedSettings(before, settings)
  const hasNewTerms = isNewWording(before, settings)
  const termsVersion = stored.termsVersion + (hasNewTerms ? 1 : 0)
  const isPlanned = isMoved(planOf(stored), planOf(settings))
  const isRevised = isPlanned || concernsCalendars(changed)
  const revision = stored.revision + (isRevised ? 1 : 0)
  const isTold = isToBeTold && concernsTickets({ clock }, stored, settings)
  const tells = isTold ? announced(revision, new Date(now.getTime() + settledAfterMs)) : {}
  const eventId = stored.id
  let programme: Programme
  try {
    const isSaved = await db.transaction(async (tx) => {
      if (!(await updateEvent(tx, stored, { ...settings, revision, termsVersion, ...tells }))) return false
      if (isRevised) {
        const { revision } = stored
        await keepPlan(tx, { eventId, revision, plan: planOf(stored), replacedAt: now })
      }
      if (hasNewTerms) {
        await insertTerms(tx, { ...settings, eventId, version: termsVersion, createdAt: now })
      }
      if (changed.some((name) => times.includes(name))) {
        await reviewHandovers(tx, eventId, now)
        await endOffersWithDoors(tx, eventId, settings.doorsAt ?? settings.startsAt)
      }
      if (changed.some((name) => times.includes(name) || name === "timeZone")) {
        programme = await moveProgramme(tx, stored, settings)
      }
      await recordOrganizerEvent(
        tx,
        scope,
        { name: "event.edited", eventId, detail: { changed, ...(isPlanned && { told: isTold }) } },
        now,
      )
      return true
    })
    return isSaved
      ? { ok: true, slug: settings.slug, version: stored.version + 1, isToBeTold: isTold, programme }
      : whyNot(db, stored, settings)
  } catch (error) {
    if (isSlugViolation(error)) return { ok: false, issues: { slug: { code: "slug_taken" } } }
    throw error
  }
}

/** Takes the sessions of an event along to its new days. */
async function moveProgramme(
  tx: EditorContext["db"],
  stored: EditableEvent,
  settings: EventSettings,
): Promise<Programme> {
  const content = await lockPageContent(tx, stored.id)
  const sessions = moveSessions(content.sessions, stored, settings)
  const moved = { ...content, sessions }
  if (sessions !== content.sessions) await writePageContent(tx, stored.id, moved, content.version)
  const warnings = [...warnOfSessions(moved, settings).values()].flat()
  if (warnings.some(({ kind }) => kind === "outside")) return "outside"
  return sessions === content.sessions ? undefined : "moved"
}

async function whyNot(
  db: EditorContext["db"],
  { id, version, slug }: EditableEvent,
  settings: EventSettings,
): Promise<Edited | null> {
  const now = await getEditableEvent(db, id)
  if (now.version !== version) return null
  if (settings.capacity !== null && now.taken > settings.capacity) {
    return { ok: false, issues: { capacity: { code: "capacity_below_taken", limit: now.taken } } }
  }
  return settings.slug === slug ? null : { ok: false, issues: { slug: { code: "slug_fixed", text: slug } } }
}
