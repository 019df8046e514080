import { sql } from "drizzle-orm"
import type { Database } from "@/lib/db/database"
import type { EventDescription } from "@/lib/domain/event"

const choice = (values: string[]) => values.map((value) => ({ value, label: value }))

/** An event with the questions a conference asks: choices, texts, a number and a country. */
export function benchEvent(total: number, organization: { name: string; id: string }): EventDescription {
  const later = { stage: "profile" } as const
  return {
    slug: `bench-${total}`,
    title: `Bench with ${total} attendees`,
    host: organization.name,
    description: "",
    startsAt: "2027-05-14T07:00:00Z",
    endsAt: "2027-05-14T15:30:00Z",
    timeZone: "Europe/Berlin",
    venueName: "Hall B",
    organization,
    terms: "Be kind.",
    questions: [
      { key: "country", label: "Country", type: "country", field: "country", stage: "registration" },
      { key: "company", label: "Company", type: "short_text", field: "company", ...later },
      { key: "job", label: "Job", type: "short_text", field: "title", ...later },
      { key: "city", label: "City", type: "short_text", field: "city", ...later },
      {
        ...{
          key: "diet",
          label: "Diet",
          type: "single_choice",
          field: "custom_field_1",
          required: true,
          ...later,
        },
        options: choice(["everything", "vegetarian", "vegan", "halal", "kosher"]),
      },
      {
        ...{ key: "sessions", label: "Sessions", type: "multiple_choice", field: "custom_field_2", ...later },
        options: choice(["keynote", "mapping", "sensing", "people", "open"]),
      },
      {
        ...{ key: "shirt", label: "Shirt", type: "single_choice", field: "custom_field_3", ...later },
        options: choice(["xs", "s", "m", "l", "xl"]),
      },
      { key: "newsletter", label: "Newsletter", type: "yes_no", field: "custom_field_4", ...later },
      { key: "guests", label: "Guests", type: "whole_number", field: "custom_field_5", ...later },
      { key: "birthday", label: "Date of birth", type: "date", field: "birthday", ...later },
    ],
  }
}

const firstNames =
  `Ana Maria José João Luca Emma Liam Olivia Noah Sofia Mateo Lucía Hugo Léa Zoé Jan Piotr Katarzyna Anna
  Ivan Olga Yusuf Aisha Fatima Omar Layla Mehmet Elif Wei Li Mei Hiroshi Yuki Sakura Min-jun Seo-yeon Arjun Priya Ravi
  Ananya Kwame Ama Chidi Ngozi Tomás Inés Miguel Carmen Pedro Beatriz Rui Inês Lars Ingrid Björn Astrid Søren Freja
  Aoife Seán Niamh Oliver Charlotte Jack Amelia Harry Grace George Eva Marie Jean Pierre Camille Louis Chloé Giulia
  Marco Francesca Alessandro Chiara Hans Greta Klaus Lena Felix Hannah Paul Mia Jonas Clara Max`.split(/\s+/)

const syllables =
  `ber gar lin mor sal ten vic wal han kov ros din fer mon pet sil dor man cal ver zan hol bri fos kel lan
  mar nor por ram sca tor ulm vas wen yor zel bau cre dal`.split(/\s+/)

const endings = `a ez ov ski son sen mann er i o ini es eira and berg ic uk idis yan ian el is`.split(/\s+/)

const domains =
  `gmail.com gmail.com gmail.com gmail.com gmail.com gmail.com outlook.com outlook.com yahoo.com icloud.com
  gmx.de proton.me uni-hamburg.de northside.example acme.example`.split(/\s+/)

const cities =
  `Lisbon Porto Madrid Sevilla Berlin Hamburg München Köln Paris Lyon Roma Milano London Leeds Dublin Cork
  Warszawa Kraków Istanbul Cairo Lagos Accra Nairobi Mumbai Delhi Tokyo Osaka Seoul Toronto Montréal Boston Chicago
  Austin Lima Bogotá Santiago São-Paulo Recife`.split(/\s+/)

const jobs =
  `Engineer Designer Researcher Teacher Manager Student Nurse Analyst Writer Director Founder Consultant`.split(
    /\s+/,
  )

const countries =
  `DE DE DE ES ES PT PT FR FR IT GB GB IE PL TR EG NG GH KE IN IN JP KR CA US US US PE CO CL BR BR`.split(
    /\s+/,
  )

/** One of an array's values, by hash: the same attendee in every run. */
const pick = (values: string[], salt: string) =>
  sql`(array[${sql.raw(values.map((value) => `'${value.replaceAll("'", "''")}'`).join(","))}])[1 + mod(abs(hashtext(n || ${salt})), ${sql.raw(String(values.length))})]`

const share = (percent: number, salt: string) =>
  sql.raw(`mod(abs(hashtext(n || '${salt}')), 1000) < ${percent * 10}`)

/** One attendee in ten thousand. */
const rarely = (salt: string) => sql.raw(`mod(abs(hashtext(n || '${salt}')), 10000) = 0`)

/** Within 2 hours and 47 minutes, in no order of registration. */
const arrival = sql`timestamptz '2027-05-14 06:00Z' + mod(abs(hashtext(n || 'came')), 10000) * interval '1 s'`

/** Born between 1962 and 2005. */
const birthday = sql`(date '1962-01-01' + mod(abs(hashtext(n || 'born')), 16000))::text`

function answers() {
  const last = sql`(lower(last_name))`
  return sql`jsonb_strip_nulls(jsonb_build_object(
    'country', ${pick(countries, "country")},
    'company', case when ${share(70, "company")} then initcap(${last}) || ' ' || ${pick(["Ltd", "GmbH", "Labs", "Studio", "SA", "& Co"], "legal")} end,
    'job', case when ${share(60, "job")} then ${pick(jobs, "title")} end,
    'city', case when ${share(80, "city")} then ${pick(cities, "town")} end,
    'diet', case when ${share(90, "diet")} then case when ${share(2, "kosher")} then 'kosher' else ${pick(["everything", "everything", "everything", "vegetarian", "vegan", "halal"], "food")} end end,
    'sessions', case when ${share(50, "sessions")} then ${pick(["keynote", "keynote,mapping", "mapping,sensing", "people", "keynote,people,open", "sensing"], "talks")} end,
    'shirt', case when ${share(75, "shirt")} then ${pick(["xs", "s", "m", "m", "l", "l", "xl"], "size")} end,
    'newsletter', case when ${share(85, "news")} then ${pick(["yes", "no", "no"], "letter")} end,
    'guests', case when ${share(20, "guests")} then (mod(abs(hashtext(n || 'number')), 5))::text end,
    'birthday', case when ${rarely("old")} then '1935-03-02' when ${share(80, "birthday")} then ${birthday} end))`
}

/** A ticket code of its own that begins at random, as real ones do: the first thousand by code are the list's sample. */
const code = (eventId: string) => sql`upper(left(md5(${eventId} || n), 5) || lpad(to_hex(n), 5, '0'))`

/** A batch of people and their registrations, numbered `from` to `to`; the triggers do the rest, as for real ones. */
export async function insertAttendees(
  db: Database,
  eventId: string,
  from: number,
  to: number,
): Promise<void> {
  await db.execute(sql`
    with named as materialized (
      select n, gen_random_uuid() as person_id, ${pick(firstNames, "first")} as first_name,
        initcap(${pick(syllables, "one")} || ${pick(syllables, "two")} || ${pick(endings, "end")}) as last_name
      from generate_series(${from}::int, ${to}::int) as n
    ), people as (
      insert into person (id, email, first_name, last_name, gate_username, gate_user_id, created_at)
      select person_id, attendee_fold(first_name || '.' || last_name) || n || '@' || ${pick(domains, "domain")},
        first_name, last_name, ${`${eventId}-`} || n, ${`${eventId}-`} || n, now()
      from named returning id
    )
    insert into registration (id, event_id, person_id, submission_id, ticket_code, first_name, last_name, answers, locale, country,
      terms_accepted_at, step, run_at, created_at, finished_at, cancelled_at, checked_in_at, badge_printed_at)
    select gen_random_uuid(), ${eventId}::uuid, people.id, gen_random_uuid(),
      ${code(eventId)}, first_name, last_name, ${answers()},
      case when ${rarely("finnish")} then 'fi' else ${pick(["en", "en", "en", "en_GB", "es", "pt_BR"], "locale")} end,
      case when ${rarely("icelandic")} then 'IS' when ${share(20, "adopted")} then ${pick(countries, "origin")} end,
      at, case when ${share(5, "gone")} then 'cancelled' when ${share(1, "stuck")} then 'needs_attention' else 'finished' end,
      at, at, at, case when ${share(5, "gone")} then at end,
      case when ${rarely("eve")} then timestamptz '2027-05-13 18:00Z' + n * interval '10 ms'
        when ${share(30, "in")} and not ${share(5, "gone")} then ${arrival} end,
      case when ${share(40, "badge")} then timestamptz '2027-05-13 06:00Z' + n * interval '10 ms' end
    from named join people on people.id = named.person_id,
      lateral (select timestamptz '2027-01-10 08:00Z' + n * interval '5 s' as at) as registered`)
}

/** Attendees that are made one by one; more are copies of these with a number, a code and a time of their own. */
export const mostMade = 100_000

/**
 * Copies the first `size` attendees of an event as those after `offset`, with what triggers wrote for them; only the
 * prefixes are made anew, because the codes are. Several times as fast.
 */
export async function copyAttendees(
  db: Database,
  eventId: string,
  offset: number,
  size: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`
      create temporary table copied on commit drop as
      select registration.id as original, gen_random_uuid() as id, gen_random_uuid() as person_id,
        n + ${offset}::int as n
      from registration join person on person.id = person_id,
        lateral (select split_part(gate_username, ${`${eventId}-`}, 2)::int as n) as numbered
      where event_id = ${eventId}::uuid and n <= ${size}::int`)
    await tx.execute(sql`
      insert into person (id, email, first_name, last_name, gate_username, gate_user_id, created_at)
      select copied.person_id, regexp_replace(email, '[0-9]+@', n || '@'), first_name, last_name,
        ${`${eventId}-`} || n, ${`${eventId}-`} || n, created_at
      from registration join copied on original = registration.id`)
    await tx.execute(sql`
      insert into registration (id, event_id, person_id, submission_id, ticket_code, first_name, last_name, answers,
        locale, country, terms_accepted_at, step, run_at, created_at, finished_at, cancelled_at, checked_in_at,
        badge_printed_at, email, completion, status, facets, prefixes)
      select copied.id, event_id, copied.person_id, copied.id, code, first_name, last_name,
        answers, locale, country, at, step, at, at, at, case when cancelled_at is not null then at end,
        checked_in_at + ${offset}::int * interval '1 us', badge_printed_at + ${offset}::int * interval '10 ms',
        address, completion, status, facets,
        attendee_prefixes(concat_ws(' ', first_name, last_name, address, code, answers->>'company'))
      from registration join copied on original = registration.id,
        lateral (select timestamptz '2027-01-10 08:00Z' + n * interval '5 s' as at,
          ${code(eventId)} as code, regexp_replace(email, '[0-9]+@', n || '@') as address) as made
      order by n`)
    await tx.execute(sql`
      insert into attendee_answer (event_id, question_key, value, registration_id)
      select event_id, question_key, value, id from attendee_answer join copied on original = registration_id`)
    await tx.execute(sql`
      insert into attendee_count (event_id, status, change)
      select event_id, status, count(*) from registration join copied using (id) group by event_id, status`)
  })
}
