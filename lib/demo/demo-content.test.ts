import { expect, test } from "vitest"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { readPageContent } from "@/lib/db/queries/page-content"
import { testDatabase } from "@/lib/db/test-database"
import { localiseContent, warnOfSessions } from "@/lib/domain/page-content"
import { testId } from "@/lib/testing/registration-world"
import { seedDemoEvents } from "./demo-events"

const database = testDatabase()
const languages = ["en", "es", "pt", "ar"]

test.each(["field-notes-summit", "river-survey-weekend"])(
  "the page of %s has a programme within the event, in four languages",
  async (slug) => {
    await seedDemoEvents({ db: database.db, clock: () => new Date("2026-11-28T12:00:00Z"), newId: testId })
    const event = await findPublishedEvent(database.db, slug)
    if (!event) throw new Error(`There is no ${slug}`)
    const content = await readPageContent(database.db, event.id)

    expect(content.sessions.length).toBeGreaterThan(4)
    expect([...warnOfSessions(content, event)]).toEqual([])
    for (const list of ["sessions", "speakers", "faq"] as const) {
      const ids = new Set(content[list].map(({ id }) => id))
      expect(ids.size).toBe(content[list].length)
    }
    const titles = languages.map(
      (language) => localiseContent(content, language, languages).sessions[0]?.title,
    )
    expect(new Set(titles).size).toBe(4)
    const speakers = content.speakers.map(({ id }) => id)
    expect(
      content.sessions.flatMap(({ speakerIds }) => speakerIds).every((id) => speakers.includes(id)),
    ).toBe(true)
  },
)
