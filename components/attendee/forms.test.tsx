import type { ReactElement } from "react"
import { describe, expect, test } from "vitest"
import { rendered } from "@/components/ui/rendered"
import { type FormState, initialFormState } from "@/lib/actions/state"
import { loadMessages } from "@/lib/i18n/messages"
import { words } from "@/lib/i18n/test-words"
import type { AskedQuestion } from "./asked-question"
import { ConfirmForm } from "./confirm-form"
import { ConfirmPanel } from "./confirm-panel"
import { FormErrors } from "./form-errors"
import { RegisterForm } from "./register-form"
import { SignInForm } from "./sign-in-form"

const action = async (state: FormState) => state

const { common, attendee } = loadMessages("en")

const track: AskedQuestion = {
  key: "track",
  label: "Track",
  hint: null,
  control: "radios",
  options: [
    { value: "maps", label: "Maps" },
    { value: "tools", label: "Tools" },
  ],
  showIf: null,
}

function failed(overrides: Partial<FormState> = {}): FormState {
  return { ...initialFormState, attempt: 1, ...overrides }
}

function registerForm(initial: FormState, signedIn?: ReactElement) {
  return rendered(
    <RegisterForm
      action={action}
      initial={initial}
      questions={[track]}
      submissionId="submission-1"
      labels={common.field}
      words={attendee.register.form}
      signedIn={signedIn}
      terms={<p>Be kind.</p>}
    >
      <h1>Get your ticket</h1>
    </RegisterForm>,
  )
}

function CodeForm() {
  return (
    <ConfirmForm action={action} resendAction={action} words={attendee.confirm.form}>
      <h1>Check your email</h1>
    </ConfirmForm>
  )
}

describe("the registration form", () => {
  test("asks for two names, an address, the event's questions and consent", async () => {
    const page = await registerForm(initialFormState)

    expect(["first_name", "last_name", "email"].map(page.labelOf)).toEqual([
      "First name",
      "Last name (optional)",
      "Email address",
    ])
    expect(page.descriptionOf("email")).toEqual([words("attendee.register.form.email_hint")])
    expect(page.control("submission")).toMatchObject({ type: "hidden", value: "submission-1" })
    expect(page.control("accept_terms")).toMatchObject({ type: "checkbox", value: "yes" })
    expect(page.html).toContain("<p>Be kind.</p>")
    expect(page.html).not.toContain(words("common.browser.problem"))
  })

  test("never ticks the consent by itself", async () => {
    const page = await registerForm(initialFormState)

    expect(Object.keys(page.control("accept_terms"))).not.toContain("checked")
  })

  test("lists its faults in the order of the fields, each a link to a control that exists", async () => {
    const page = await registerForm(
      failed({
        issues: {
          accept_terms: "Accept the terms",
          track: "Answer",
          email: "Enter an email address",
          last_name: "Too long",
          first_name: "Enter your first name",
        },
      }),
    )

    const links = page.byTag("a").map((link) => link.href?.slice(1))
    const ids = page.tags.map((tag) => tag.attributes.id)
    expect(links).toEqual(["f-first_name", "f-last_name", "f-email", "f-track", "f-accept_terms"])
    expect(links.filter((id) => !ids.includes(id))).toEqual([])
    expect(new Set(ids.filter(Boolean)).size).toBe(ids.filter(Boolean).length)
  })

  test("puts the summary before the heading and the same words at the field", async () => {
    const page = await registerForm(failed({ issues: { first_name: "Enter your first name" } }))

    expect(page.html.indexOf(words("common.browser.problem"))).toBeLessThan(page.html.indexOf("<h1>"))
    expect(page.html).toContain('<a href="#f-first_name">Enter your first name</a>')
    expect(page.descriptionOf("first_name")).toEqual(["!Error: Enter your first name"])
  })

  test("loses nothing that was entered", async () => {
    const values = { first_name: ["Ana"], email: ["ana@"], track: ["tools"], accept_terms: ["yes"] }

    const page = await registerForm(failed({ values, issues: { email: "Enter an email address" } }))

    expect(page.control("first_name").value).toBe("Ana")
    expect(page.control("email").value).toBe("ana@")
    expect(
      page
        .byTag("input")
        .filter((input) => "checked" in input)
        .map((input) => input.value),
    ).toEqual(["tools", "yes"])
  })

  test("shows what is known from an earlier event, folded away until it is changed or refused", async () => {
    const filledIn = {
      ...attendee.register.filled_in,
      answers: [{ question: { ...track, key: "tools", label: "Tools" }, answer: "maps", text: "Hammer" }],
    }
    const form = (issues: FormState["issues"]) =>
      rendered(
        <RegisterForm
          action={action}
          initial={{ ...failed({ issues }), values: { tools: ["maps"] } }}
          questions={[]}
          filledIn={filledIn}
          submissionId="submission-1"
          labels={common.field}
          words={attendee.register.form}
          terms={<p>Be kind.</p>}
        />,
      )

    const [page, refused] = [await form({}), await form({ tools: "Choose one" })]

    expect(page.html).toContain("Hammer")
    expect(page.control("tools.seen").value).toBe("maps")
    expect(page.byTag("details")[0]).not.toHaveProperty("open")
    expect(refused.byTag("details")[0]).toHaveProperty("open")
    expect(page.byTag("input").filter((input) => "checked" in input)).toHaveLength(1)
  })

  test("does not ask somebody who has signed in for an address", async () => {
    const page = await registerForm(initialFormState, <p>It goes to ana@example.com</p>)

    expect(page.tags.some((tag) => tag.attributes.name === "email")).toBe(false)
    expect(page.html).toContain("ana@example.com")
  })
})

describe("the other forms", () => {
  test("the code's page plays the address back, from left to right, and lets it be corrected", async () => {
    const page = await rendered(
      <ConfirmPanel action={action} resendAction={action} email="ana@example.com" changeHref="/change" />,
    )

    expect(page.labelOf("code")).toBe("6-digit code")
    expect(page.html).toContain("ana@example.com</strong>")
    expect(page.byTag("strong")[0]).toMatchObject({ dir: "ltr" })
    expect(page.byTag("a").map((link) => link.href)).toEqual(["/change"])
    expect([...page.html.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map((match) => match[1])).toEqual([
      "Confirm",
      "Send a new code",
    ])
  })

  test("signing in asks for an address and for no password", async () => {
    const page = await rendered(<SignInForm action={action} words={attendee.sign_in.form} />)

    expect(page.labelOf("email")).toBe("Email address")
    expect(page.byTag("input")).toHaveLength(1)
  })

  test("codes and addresses are typed from left to right on every page", async () => {
    const pages = [
      await rendered(<CodeForm />),
      await rendered(<SignInForm action={action} words={attendee.sign_in.form} />),
    ]

    expect([pages[0]?.control("code").dir, pages[1]?.control("email").dir]).toEqual(["ltr", "ltr"])
  })

  test("every form leaves validation to the server", async () => {
    const pages = [
      await registerForm(initialFormState),
      await rendered(<CodeForm />),
      await rendered(<SignInForm action={action} words={attendee.sign_in.form} />),
    ]

    const forms = pages.flatMap((page) => page.byTag("form"))
    expect(forms).toHaveLength(4)
    expect(forms.every((form) => "noValidate" in form)).toBe(true)
  })

  test("a failure that is no field's is a title and a sentence, and takes the focus", async () => {
    const failure = { title: "This event is full", body: "The last place was taken." }

    const page = await rendered(<FormErrors state={failed({ failure })} fields={[]} />)

    expect(page.html).toContain("This event is full")
    expect(page.html).toContain("<p>The last place was taken.</p>")
    expect(page.byTag("div")[0]).toMatchObject({ role: "alert", tabindex: "-1" })
  })

  test("a failure at one field names the field's fault and what to do about it", async () => {
    const state = failed({ issues: { code: "That code has expired" }, failure: { body: "Send a new one." } })

    const page = await rendered(<FormErrors state={state} fields={["code"]} />)

    expect(page.html).toContain(words("common.browser.problem"))
    expect(page.html).toContain('<a href="#f-code">That code has expired</a>')
    expect(page.html).toContain("<p>Send a new one.</p>")
  })

  test("an answer without faults shows no summary", async () => {
    const notice = { title: "New code sent", body: "Look for it." }

    const page = await rendered(<FormErrors state={failed({ notice })} fields={[]} />)

    expect(page.html).toBe("")
  })
})
