import { describe, expect, test } from "vitest"
import { Checkbox } from "./checkbox"
import { Checkboxes } from "./checkboxes"
import { CodeInput } from "./code-input"
import { DateInput } from "./date-input"
import { EmailInput } from "./email-input"
import { Radios } from "./radios"
import { rendered } from "./rendered"
import { Select } from "./select"
import { TextArea } from "./text-area"
import { TextInput } from "./text-input"

const field = { name: "city", label: "City", hint: "Where you live", error: "Enter your city" }
const options = [
  { value: "de", label: "Germany" },
  { value: "mx", label: "Mexico" },
]

describe("controls under one label", () => {
  test.each([
    ["a text input", <TextInput key="1" {...field} />],
    ["an e-mail input", <EmailInput key="2" {...field} />],
    ["a text area", <TextArea key="3" {...field} />],
    ["a select", <Select key="4" {...field} options={options} />],
    ["a code input", <CodeInput key="5" {...field} />],
  ])("%s is named by its label and described by hint and error, in that order", async (_name, element) => {
    const page = await rendered(element)

    expect(page.labelOf("city")).toBe("City")
    expect(page.descriptionOf("city")).toEqual(["Where you live", "!Error: Enter your city"])
    expect(page.control("city")["aria-invalid"]).toBe("true")
  })

  test("a control without hint and error points at nothing and claims no fault", async () => {
    const { control } = await rendered(<TextInput name="city" label="City" />)

    expect(Object.keys(control("city"))).not.toContain("aria-describedby")
    expect(Object.keys(control("city"))).not.toContain("aria-invalid")
  })

  test("a fault is left to the server: nothing is required and no length is cut", async () => {
    const { html } = await rendered(<TextInput {...field} value="Ulm" />)

    expect(html).not.toMatch(/required|maxlength/i)
  })

  test("an e-mail input keeps the keyboard from correcting the address", async () => {
    const { control } = await rendered(<EmailInput name="email" label="Email address" value="ana@" />)

    expect(control("email")).toMatchObject({
      type: "email",
      value: "ana@",
      autoComplete: "email",
      spellCheck: "false",
      autoCapitalize: "none",
    })
  })

  test("a code can be filled in by the phone and is one control", async () => {
    const { byTag } = await rendered(<CodeInput name="code" label="6-digit code" />)

    expect(byTag("input")).toEqual([expect.objectContaining({ autoComplete: "one-time-code", type: "text" })])
  })

  test("a select keeps its value, and starts on none without one", async () => {
    const chosen = await rendered(<Select {...field} options={options} value="mx" />)
    const fresh = await rendered(<Select {...field} options={options} />)

    expect(chosen.byTag("option").filter((option) => "selected" in option)).toEqual([
      expect.objectContaining({ value: "mx" }),
    ])
    expect(fresh.byTag("option").filter((option) => "selected" in option)).toEqual([
      expect.objectContaining({ value: "" }),
    ])
  })
})

describe("groups of controls", () => {
  test("radios are one group named by its legend, with the answer kept and the summary's target first", async () => {
    const { byTag, describedText, html } = await rendered(<Radios {...field} options={options} value="mx" />)

    const [group] = byTag("fieldset")
    expect(html).toContain(">City</legend>")
    expect(group).toMatchObject({ role: "radiogroup", "aria-invalid": "true" })
    expect(describedText(group ?? {})).toEqual(["Where you live", "!Error: Enter your city"])
    expect(byTag("input").map((input) => [input.id, input.value, "checked" in input])).toEqual([
      ["f-city", "de", false],
      ["f-city-mx", "mx", true],
    ])
  })

  test("checkboxes send every chosen value under one name", async () => {
    const { byTag } = await rendered(<Checkboxes {...field} options={options} values={["de", "mx"]} />)

    expect(byTag("input").map((input) => [input.name, "checked" in input])).toEqual([
      ["city", true],
      ["city", true],
    ])
  })

  test("a date is three labelled numbers, and the first is where its error leads", async () => {
    const value = { day: "27", month: "3", year: "1994" }

    const page = await rendered(<DateInput {...field} name="born" value={value} autoComplete="bday" />)

    const parts = ["born.day", "born.month", "born.year"]
    expect(parts.map(page.labelOf)).toEqual(["Day", "Month", "Year"])
    expect(parts.map((name) => page.control(name).value)).toEqual(["27", "3", "1994"])
    expect(page.control("born.day")).toMatchObject({ id: "f-born", autoComplete: "bday-day" })
  })

  test("a statement to agree to is not agreed to before it is read", async () => {
    const { control, descriptionOf } = await rendered(
      <Checkbox name="terms" value="yes" label="I accept" error="Accept them" />,
    )

    expect(Object.keys(control("terms"))).not.toContain("checked")
    expect(descriptionOf("terms")).toEqual(["!Error: Accept them"])
  })
})
