import { describe, expect, test } from "vitest"
import { rendered } from "@/components/ui/rendered"
import { type FormState, initialFormState } from "@/lib/actions/state"
import type { AskedQuestion } from "./asked-question"
import { ConfirmForm } from "./confirm-form"
import { FormErrors } from "./form-errors"
import { RegisterForm } from "./register-form"
import { SignInForm } from "./sign-in-form"

const action = async (state: FormState) => state

const track: AskedQuestion = {
  key: "track",
  label: "Track",
  hint: null,
  required: true,
  control: "radios",
  options: [
    { value: "maps", label: "Maps" },
    { value: "tools", label: "Tools" },
  ],
}

function failed(overrides: Partial<FormState> = {}): FormState {
  return { ...initialFormState, attempt: 1, ...overrides }
}

function registerForm(initial: FormState, signedInEmail: string | null = null) {
  return rendered(
    <RegisterForm
      action={action}
      initial={initial}
      questions={[track]}
      submissionId="submission-1"
      signedInEmail={signedInEmail}
      terms={<p>Be kind.</p>}
    >
      <h1>Get your ticket</h1>
    </RegisterForm>,
  )
}

describe("the registration form", () => {
  test("asks for two names, an address, the event's questions and consent", () => {
    const page = registerForm(initialFormState)

    expect(["first_name", "last_name", "email"].map(page.labelOf)).toEqual([
      "First name",
      "Last name (optional)",
      "Email address",
    ])
    expect(page.descriptionOf("email")).toEqual(["We’ll send your ticket and a code here"])
    expect(page.control("submission")).toMatchObject({ type: "hidden", value: "submission-1" })
    expect(page.control("accept_terms")).toMatchObject({ type: "checkbox", value: "yes" })
    expect(page.html).toContain("<p>Be kind.</p>")
    expect(page.html).not.toContain("There is a problem")
  })

  test("never ticks the consent by itself", () => {
    const page = registerForm(initialFormState)

    expect(Object.keys(page.control("accept_terms"))).not.toContain("checked")
  })

  test("lists its faults in the order of the fields, each a link to a control that exists", () => {
    const page = registerForm(
      failed({
        issues: {
          accept_terms: { code: "terms_not_accepted" },
          track: { code: "required" },
          email: { code: "not_an_email" },
          last_name: { code: "too_long", limit: 150 },
          first_name: { code: "required" },
        },
      }),
    )

    const links = page.byTag("a").map((link) => link.href?.slice(1))
    const ids = page.tags.map((tag) => tag.attributes.id)
    expect(links).toEqual(["f-first_name", "f-last_name", "f-email", "f-track", "f-accept_terms"])
    expect(links.filter((id) => !ids.includes(id))).toEqual([])
    expect(new Set(ids.filter(Boolean)).size).toBe(ids.filter(Boolean).length)
  })

  test("puts the summary before the heading and the same words at the field", () => {
    const page = registerForm(failed({ issues: { first_name: { code: "required" } } }))

    expect(page.html.indexOf("There is a problem")).toBeLessThan(page.html.indexOf("<h1>"))
    expect(page.html).toContain('<a href="#f-first_name">Enter your first name</a>')
    expect(page.descriptionOf("first_name")).toEqual(["!Error: Enter your first name"])
  })

  test("loses nothing that was entered", () => {
    const values = { first_name: ["Ana"], email: ["ana@"], track: ["tools"], accept_terms: ["yes"] }

    const page = registerForm(failed({ values, issues: { email: { code: "not_an_email" } } }))

    expect(page.control("first_name").value).toBe("Ana")
    expect(page.control("email").value).toBe("ana@")
    expect(
      page
        .byTag("input")
        .filter((input) => "checked" in input)
        .map((input) => input.value),
    ).toEqual(["tools", "yes"])
  })

  test("does not ask somebody who has signed in for an address", () => {
    const page = registerForm(initialFormState, "ana@example.com")

    expect(page.tags.some((tag) => tag.attributes.name === "email")).toBe(false)
    expect(page.html).toContain("ana@example.com")
  })
})

describe("the other forms", () => {
  test("the code's form plays the address back and lets it be corrected", () => {
    const page = rendered(
      <ConfirmForm action={action} resendAction={action} email="ana@example.com" changeHref="/change" />,
    )

    expect(page.labelOf("code")).toBe("6-digit code")
    expect(page.html).toContain("ana@example.com</strong>")
    expect(page.byTag("a").map((link) => link.href)).toEqual(["/change"])
    expect([...page.html.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map((match) => match[1])).toEqual([
      "Confirm",
      "Send a new code",
    ])
  })

  test("signing in asks for an address and for no password", () => {
    const page = rendered(<SignInForm action={action} />)

    expect(page.labelOf("email")).toBe("Email address")
    expect(page.byTag("input")).toHaveLength(1)
  })

  test("every form leaves validation to the server", () => {
    const forms = [
      registerForm(initialFormState),
      rendered(<ConfirmForm action={action} resendAction={action} email="a@b.de" changeHref="/" />),
      rendered(<SignInForm action={action} />),
    ].flatMap((page) => page.byTag("form"))

    expect(forms).toHaveLength(4)
    expect(forms.every((form) => "noValidate" in form)).toBe(true)
  })

  test("a failure that is no field's is a title and a sentence, and takes the focus", () => {
    const page = rendered(<FormErrors state={failed({ error: "event_full" })} fields={[]} />)

    expect(page.html).toContain("This event is full")
    expect(page.byTag("div")[0]).toMatchObject({ role: "alert", tabindex: "-1" })
  })

  test("an answer without faults shows no summary", () => {
    const page = rendered(<FormErrors state={failed({ notice: "code_sent" })} fields={[]} />)

    expect(page.html).toBe("")
  })
})
