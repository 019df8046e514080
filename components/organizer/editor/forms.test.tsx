import { expect, test } from "vitest"
import { rendered } from "@/components/ui/rendered"
import { initialFormState } from "@/lib/actions/state"
import { words } from "@/lib/i18n/test-words"
import { EventForm } from "./event-form"
import { loadEventLabels } from "./event-labels"
import { QuestionForm } from "./question-form"
import { loadQuestionLabels } from "./question-labels"
import { QuestionList } from "./question-list"

const languages = [
  { code: "en", name: "English" },
  { code: "es", name: "Español" },
]
const action = async () => initialFormState

async function eventForm(state: Partial<typeof initialFormState>) {
  return rendered(
    <EventForm
      action={action}
      initial={{ ...initialFormState, ...state }}
      labels={await loadEventLabels(languages)}
      languages={languages}
      ownLanguage="en"
      timeZones={["Europe/Berlin", "UTC"]}
      cancelHref="/organizer"
    />,
  )
}

async function questionForm(state: Partial<typeof initialFormState>) {
  return rendered(
    <QuestionForm
      action={action}
      initial={{ ...initialFormState, ...state }}
      labels={await loadQuestionLabels(languages)}
      languages={[{ code: "es", name: "Español" }]}
      timeZone="Europe/Berlin"
      fieldOptions={[{ value: "custom_field_8", label: "custom_field_8" }]}
      conditions={[{ value: "sauna:yes", label: "Sauna? Yes" }]}
      fixedOptions={["vegan"]}
      cancelHref="/organizer/lake-day/questions"
    />,
  )
}

test("every field of an event has its label, and the button that saves is the first", async () => {
  const page = await eventForm({})

  for (const name of ["title", "slug", "starts_at", "capacity", "terms", "hue", "title_es", "terms_es"]) {
    expect(page.labelOf(name)).not.toBe("")
  }
  expect(page.labelOf("title_es")).toBe("Title (Español)")
  expect(page.byTag("button")[0]).not.toHaveProperty("name")
  expect(page.control("starts_at").type).toBe("datetime-local")
})

test("a fault is at its field and in the list of faults, and what was typed is still there", async () => {
  const page = await eventForm({
    attempt: 1,
    values: { title: ["Lake Day"], capacity: ["2"] },
    issues: { capacity: words("editor.issue.capacity_below_taken", { limit: 3 }) },
  })

  expect(page.control("title").value).toBe("Lake Day")
  expect(page.control("capacity").value).toBe("2")
  expect(page.descriptionOf("capacity")).toContain(
    `!Error: ${words("editor.issue.capacity_below_taken", { limit: 3 })}`,
  )
  expect(page.byTag("a").map(({ href }) => href)).toContain("#f-capacity")
})

test("a field somebody else changed shows both versions and keeps this one's", async () => {
  const page = await eventForm({
    attempt: 1,
    values: { title: ["Mine"], "title.choice": ["theirs"] },
    issues: { title: "“Title” was changed by ana@example.org" },
    choices: { title: { note: "", theirs: "Keep theirs: Theirs", ours: "Use yours: Mine" } },
  })

  const radios = page.byTag("input").filter(({ type, name }) => type === "radio" && name === "title.choice")
  expect(radios.map((radio) => [radio.name, radio.value, "checked" in radio])).toEqual([
    ["title.choice", "theirs", true],
    ["title.choice", "ours", false],
  ])
  expect(page.control("title")).toMatchObject({ type: "hidden", value: "Mine" })
  expect(page.byTag("a").map(({ href }) => href)).toContain("#f-title.choice")
})

test("a stored option keeps its value, a new one may be given one", async () => {
  const page = await questionForm({
    values: { option_value: ["vegan", ""], option_label: ["Vegan", ""], option_label_es: ["Vegano", ""] },
  })

  const values = page.byTag("input").filter(({ name }) => name === "option_value")
  expect(values.map(({ type, value }) => [type, value])).toEqual([
    ["hidden", "vegan"],
    ["text", ""],
  ])
  const translated = page.byTag("input").filter(({ name }) => name === "option_label_es")
  expect(translated.map(({ value }) => value)).toEqual(["Vegano", ""])
})

test("after a warning the field can be taken all the same, by its name", async () => {
  const page = await questionForm({ attempt: 1, values: { warned_field: ["custom_field_8"] } })

  expect(page.control("accept_field")).toMatchObject({ type: "checkbox", value: "custom_field_8" })
  expect(page.html).toContain(words("editor.question.accept_field", { field: "custom_field_8" }))
})

test("each question moves by buttons that say which one, and the one just pressed has the focus", async () => {
  const row = (id: string) => ({
    id,
    label: id,
    type: "Date",
    field: "custom_field_1",
    stage: "Later",
    notes: [],
  })

  const page = await rendered(
    <QuestionList
      rows={["Diet", "Track", "Name"].map(row)}
      path="/organizer/lake-day/questions"
      move={action}
      moved={{ id: "Diet", to: "up" }}
    />,
  )

  const buttons = page.byTag("button")
  expect(buttons.map((button) => button["aria-label"])).toEqual([
    "Move down: Diet",
    "Move up: Track",
    "Move down: Track",
    "Move up: Name",
  ])
  expect(buttons.filter((button) => "autofocus" in button || "autoFocus" in button)).toMatchObject([
    { "aria-label": "Move down: Diet" },
  ])
})
