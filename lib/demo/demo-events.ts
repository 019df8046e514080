import { countEvents } from "@/lib/db/queries/events"
import type { EventDescription } from "@/lib/domain/event"
import type { QuestionDescription } from "@/lib/domain/question"
import { type AddEventContext, addEvent } from "@/lib/events/add-event"
import { demoContent } from "./demo-content"
import { seedDemoCovers } from "./demo-covers"
import { eventTranslations, questionTranslations } from "./demo-translations"

export const demoOrganization = { name: "northside", id: "1" }

const terms = `Be kind, tell us if you can’t make it, and expect to appear in the odd photo.

We keep what you tell us until 30 days after the event, and use it only to run the event.`

const asked = (
  question: Partial<QuestionDescription> & Pick<QuestionDescription, "key" | "label" | "type" | "field">,
): QuestionDescription => ({
  hint: null,
  required: false,
  options: [],
  stage: "registration",
  translations: questionTranslations[question.key],
  ...question,
})

const diet = asked({
  key: "diet",
  label: "Dietary requirements",
  hint: "Choose all that apply.",
  type: "multiple_choice",
  field: "custom_field_1",
  options: [
    { value: "vegetarian", label: "Vegetarian" },
    { value: "vegan", label: "Vegan" },
    { value: "gluten-free", label: "Gluten-free" },
    { value: "halal", label: "Halal" },
    { value: "nut-allergy", label: "Nut allergy" },
  ],
})

const track = asked({
  key: "track",
  label: "Which track will you follow?",
  type: "single_choice",
  required: true,
  field: "custom_field_2",
  atDoor: true,
  options: [
    { value: "mapping", label: "Mapping and survey" },
    { value: "sensing", label: "Sensors and telemetry" },
    { value: "people", label: "Interviews and ethnography" },
  ],
})

const laterQuestions = [
  asked({
    key: "company",
    label: "Where do you work?",
    type: "short_text",
    field: "company",
    why: "Printed on your badge, under your name.",
  }),
  asked({
    key: "access",
    label: "Is there anything that would make the day easier for you?",
    hint: "Step-free access, a quiet room, an interpreter: tell us and we’ll arrange it.",
    type: "long_text",
    field: "custom_field_4",
  }),
  asked({
    key: "first_time",
    label: "Is this your first time with us?",
    type: "yes_no",
    why: "Newcomers get a short tour before the doors open.",
    field: "custom_field_3",
  }),
  asked({
    key: "arrival",
    label: "When do you arrive?",
    type: "date",
    field: "custom_field_7",
    why: "We’re holding rooms for people who come a day early.",
  }),
  asked({
    key: "phone",
    label: "Phone number",
    hint: "Only used for changes on the day.",
    type: "phone",
    field: "telephone",
  }),
  asked({
    key: "years",
    label: "How many years have you worked in the field?",
    type: "whole_number",
    field: "custom_field_8",
  }),
]

const country = asked({
  key: "country",
  label: "Which country do you come from?",
  why: "Helps us plan interpreters.",
  type: "country",
  field: "country",
})

/** Asked on a later visit of the summit; `day` is when the kitchen orders. */
const dinnerQuestions = (day: string) => [
  asked({
    key: "dinner",
    label: "Are you staying for dinner?",
    type: "yes_no",
    required: true,
    field: "custom_field_3",
    why: "So we order the right amount and nothing goes to waste.",
    needBy: day,
  }),
  asked({
    key: "guests",
    label: "How many people are you bringing to dinner?",
    type: "whole_number",
    field: "custom_field_7",
    why: "So there’s a seat for everyone.",
    needBy: day,
    showIf: { key: "dinner", values: ["yes"] },
  }),
]

const city = asked({
  key: "city",
  label: "Which city do you travel from?",
  type: "short_text",
  field: "city",
  why: "So we can suggest trains to share.",
})

/** What the summit does not ask leaves custom fields for the state of the registration, the check-in and the badge. */
const summitQuestions = [
  ...laterQuestions.filter(({ key }) => ["company", "access", "phone"].includes(key)),
  city,
]

const profile = (question: QuestionDescription): QuestionDescription => ({ ...question, stage: "profile" })

/** The next time this month and day are at least two months away, so that a demo is never over. */
function nextYearWith(month: number, day: number, now: Date): number {
  const soonest = now.getTime() + 60 * 24 * 60 * 60_000
  const year = now.getUTCFullYear()
  return Date.UTC(year, month - 1, day) >= soonest ? year : year + 1
}

function demoYears(now: Date): { may: number; september: number } {
  return { may: nextYearWith(5, 14, now), september: nextYearWith(9, 12, now) }
}

function demoEvents(now: Date): EventDescription[] {
  const { may, september } = demoYears(now)
  return [
    {
      slug: "field-notes-summit",
      translations: eventTranslations["field-notes-summit"],
      title: "Field Notes Summit",
      host: "Northside Meetups",
      description:
        "One day of talks and workshops for people who build tools for fieldwork.\n\n- Nine talks on **one** stage\n- Workshops in the afternoon\n- Lunch and coffee are on us",
      startsAt: `${may}-05-14T09:00:00+02:00`,
      endsAt: `${may}-05-14T17:30:00+02:00`,
      doorsAt: `${may}-05-14T08:30:00+02:00`,
      timeZone: "Europe/Berlin",
      venueName: "Kraftwerk, Hall B",
      venueAddress: "Köpenicker Str. 70, Berlin",
      capacity: 240,
      organization: demoOrganization,
      hue: 45,
      terms,
      questions: [
        track,
        diet,
        ...[country, ...dinnerQuestions(`${may}-05-02T12:00:00+02:00`), ...summitQuestions].map(profile),
      ],
    },
    {
      slug: "river-survey-weekend",
      translations: eventTranslations["river-survey-weekend"],
      title: "River Survey Weekend",
      host: "Northside Meetups",
      description:
        "Two days on the river with boats, sounding lines and a lot of tea. We ask everything up front, because we have to book the boats.",
      startsAt: `${september}-09-12T08:00:00+01:00`,
      endsAt: `${september}-09-13T16:00:00+01:00`,
      timeZone: "Europe/London",
      venueName: "Teddington Lock",
      venueAddress: "Ferry Road, Teddington",
      ticketNote: "Bring waterproofs and a change of clothes.",
      capacity: 24,
      organization: demoOrganization,
      hue: 150,
      terms,
      questions: [track, diet, country, ...laterQuestions],
    },
  ]
}

/** Two events to try Gatehouse with, made when there is none at all: one asks little, one has every type of question. */
export async function seedDemoEvents(context: AddEventContext): Promise<void> {
  if ((await countEvents(context.db)) > 0) return
  const now = context.clock()
  const content = demoContent(context.newId, demoYears(now))
  for (const event of demoEvents(now)) await addEvent(context, event, content[event.slug])
  await seedDemoCovers(context.db)
}
