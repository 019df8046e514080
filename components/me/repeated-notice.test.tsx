import { expect, test } from "vitest"
import { rendered } from "@/components/ui/rendered"
import type { Question } from "@/lib/domain/question"
import { type RepeatedRegistration, shownNameField } from "@/lib/domain/repeated-registration"
import { words } from "@/lib/i18n/test-words"
import { RepeatedNotice } from "./repeated-notice"

const action = async () => {}

const company: Question = {
  id: "1",
  key: "company",
  label: "Company",
  hint: null,
  type: "short_text",
  required: false,
  options: [],
  stage: "registration",
  field: "company",
  why: null,
  needBy: null,
  showIf: null,
  atDoor: false,
  translations: {},
}

async function notice(repeated: Partial<RepeatedRegistration>) {
  const entered = { answers: { company: "Joule" }, spellings: {} }
  const differing = [{ question: company, before: "Kelvin", seen: "print" }]
  const given = { entered, differing, otherName: "Anna Reyes", nameStays: null, isOpen: true, ...repeated }
  const page = await rendered(
    await RepeatedNotice({
      repeated: given,
      name: "Ana Reyes",
      answersHref: null,
      takeOver: action,
      keep: action,
    }),
  )
  const shown = [shownNameField, "company"].filter((name) => page.html.includes(`name="${name}"`))
  return { html: page.html, shown }
}

test("offers the name with the answers where it can be put on the ticket", async () => {
  expect((await notice({})).shown).toEqual([shownNameField, "company"])
})

test.each(["checked_in", "too_often"] as const)(
  "says why the name stays (%s), and offers the answers alone",
  async (nameStays) => {
    const { html, shown } = await notice({ nameStays })

    expect(html).toContain(words(`attendee.repeated.name_stays.${nameStays}`))
    expect(shown).toEqual(["company"])
  },
)

test("offers nothing where only the name differs and it stays", async () => {
  const { html } = await notice({ nameStays: "too_often", differing: [] })

  expect(html).not.toContain(words("attendee.repeated.take_over"))
  expect(html).toContain(words("attendee.repeated.ok"))
})
