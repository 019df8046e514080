import type { Database } from "@/lib/db/database"
import { getEditableEvent } from "@/lib/db/queries/event-editor"
import { listOrganizerEvents } from "@/lib/db/queries/organizers"
import { listQuestions } from "@/lib/db/queries/question-editor"
import { createEvent } from "@/lib/events/create-event"
import type { EditorContext } from "@/lib/events/editor-context"
import { eventFieldNames, eventValues } from "@/lib/events/event-form"
import { type FormValues, fingerprints } from "@/lib/events/merge-edit"
import { joinOptions, questionFieldNames, questionValues } from "@/lib/events/question-form"
import type { EventScope, OrganizerScope } from "@/lib/organizers/scope"
import { testEventScope, testOrganizer } from "./organizer"
import { createWorld, type World, type WorldOptions } from "./registration-world"

const languages = ["en", "es", "pt", "ar"]

/** An event as an organizer types it. */
export function typedEvent(overrides: FormValues = {}): FormValues {
  return {
    title: ["Lake Day"],
    host: ["Northside Meetups"],
    description: ["Boats and *tea*."],
    language: ["en"],
    time_zone: ["Europe/Berlin"],
    starts_at: ["2027-06-05T10:00"],
    ends_at: ["2027-06-05T18:00"],
    venue_name: ["Boathouse"],
    capacity: ["40"],
    terms: ["Be kind."],
    hue: ["200"],
    retention_days: ["30"],
    event_mails: ["day_before"],
    ...overrides,
  }
}

/** A question as an organizer types it. */
export function typedQuestion(overrides: FormValues = {}): FormValues {
  return {
    label: ["What do you eat?"],
    type: ["single_choice"],
    stage: ["profile"],
    field: ["custom_field_1"],
    option_value: ["", "", ""],
    option_label: ["Vegan", "Anything", ""],
    ...overrides,
  }
}

/** An organizer at work in the editor of an organization of their own. */
export type Editor = {
  world: World
  context: EditorContext
  scope: OrganizerScope
  eventScope(slug?: string): Promise<EventScope>
  /** What the form of an event sends when it was rendered now and then `typed` into. */
  eventForm(typed?: FormValues, slug?: string): Promise<FormValues>
  questionForm(id: string, typed?: FormValues, slug?: string): Promise<FormValues>
  /** Names of what the audit trail holds, the latest first. */
  acts(): Promise<string[]>
}

export async function createEditor(db: Database, options: WorldOptions = {}): Promise<Editor> {
  const world = await createWorld(db, options)
  const context: EditorContext = { ...world.context, languages }
  const scope = await testOrganizer(world)
  const eventScope = (slug = world.event.slug) => testEventScope(world, scope, slug)
  return {
    world,
    context,
    scope,
    eventScope,
    eventForm: async (typed = {}, slug = world.event.slug) => {
      const { event } = await eventScope(slug)
      const values = eventValues(await getEditableEvent(db, event.id), languages)
      const seen = JSON.stringify(fingerprints(values, eventFieldNames(languages)))
      return { ...values, seen: [seen], ...typed }
    },
    questionForm: async (id, typed = {}, slug = world.event.slug) => {
      const { event } = await eventScope(slug)
      const question = (await listQuestions(db, event.id)).find((each) => each.id === id)
      if (!question) throw new Error(`There is no question ${id}`)
      const values = questionValues(question, languages, event.timeZone)
      const names = questionFieldNames(languages)
      return {
        ...values,
        seen: [JSON.stringify(fingerprints(joinOptions(values, languages), names))],
        ...typed,
      }
    },
    acts: async () => (await listOrganizerEvents(db, scope.organization.id)).map(({ name }) => name),
  }
}

/** A draft of this organizer; returns its scope. */
export async function draftEvent(editor: Editor, overrides: FormValues = {}): Promise<EventScope> {
  const created = await createEvent(editor.context, editor.scope, typedEvent(overrides))
  if (!created.ok) throw new Error(`The event was refused: ${JSON.stringify(created.issues)}`)
  return editor.eventScope(created.slug)
}
