import fc from "fast-check"
import { expect, test } from "vitest"
import { insertTestAttendees, readCompletion } from "@/lib/db/test-attendees"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces, countWaiting } from "@/lib/db/test-places"
import { profileQuestions, progress } from "@/lib/domain/profile"
import type { QuestionDescription } from "@/lib/domain/question"
import { holdsPlace, registrationSteps } from "@/lib/domain/registration"
import { createWorld } from "@/lib/testing/registration-world"

const database = testDatabase({ isEmptied: false })

const values = ["a", "b", "c"]
const options = values.map((value) => ({ value, label: value }))
const types = ["single_choice", "multiple_choice", "short_text"] as const

/** Five questions that depend on earlier ones in any way, asked early or late, of whom some must be answered. */
const questions: fc.Arbitrary<QuestionDescription[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types),
      required: fc.boolean(),
      stage: fc.constantFrom("registration" as const, "profile" as const),
      dependsOn: fc.option(fc.record({ earlier: fc.nat(4), values: fc.subarray(values, { minLength: 1 }) })),
    }),
    { minLength: 5, maxLength: 5 },
  )
  .map((drawn) =>
    drawn.map(({ type, required, stage, dependsOn }, index): QuestionDescription => {
      const showIf =
        dependsOn && dependsOn.earlier < index
          ? { key: `q${dependsOn.earlier}`, values: dependsOn.values }
          : null
      const field = `custom_field_${(index + 1) as 1 | 2 | 3 | 4 | 5}` as const
      return {
        key: `q${index}`,
        label: `Q${index}`,
        type,
        required,
        stage,
        field,
        showIf,
        ...(type !== "short_text" && { options }),
      }
    }),
  )

const given = fc.array(
  fc.dictionary(
    fc.constantFrom("q0", "q1", "q2", "q3", "q4", "q9"),
    fc.subarray(values, { minLength: 1 }).map((chosen) => chosen.join(",")),
  ),
  { minLength: 12, maxLength: 12 },
)

test("how complete a profile is in the list is what its attendee is told", async () => {
  await fc.assert(
    fc.asyncProperty(questions, given, async (asked, answers) => {
      const world = await createWorld(database.db, { event: { questions: asked } })
      const ids = await insertTestAttendees(
        database.db,
        world.event.id,
        answers.map((one) => ({ answers: { ...one } })),
      )
      const shown = await readCompletion(database.db, ids)
      const wanted = answers.map((one) => {
        const { answered, total } = progress(profileQuestions(world.event.questions), one)
        return total === 0 ? 100 : Math.floor((100 * answered) / total)
      })
      expect(shown).toEqual(wanted)
    }),
    { numRuns: 25 },
  )
})

test("which steps hold a place, and how many wait, is the same in the database", async () => {
  const steps = fc.array(fc.constantFrom(...registrationSteps), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(steps, async (drawn) => {
      const world = await createWorld(database.db)
      await insertTestAttendees(
        database.db,
        world.event.id,
        drawn.map((step) => ({ step })),
      )
      const { held } = await countPlaces(database.db, world.event.id)
      expect(held).toBe(drawn.filter((step) => holdsPlace({ step })).length)
      const waiting = drawn.filter((step) => step === "waitlisted").length
      expect(await countWaiting(database.db, world.event.id)).toBe(waiting)
    }),
    { numRuns: 15 },
  )
})
