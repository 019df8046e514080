import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { fieldNotes, registerByRequest } from "./form-post"

// What a screen reader is told, from Chromium's accessibility tree: roles, names, states and the order of reading.

test("an event and its form", async ({ page }) => {
  await page.goto(fieldNotes)
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - link "Skip to content"
    - main:
      - heading "Field Notes Summit" [level=1]
      - list:
        - listitem:
          - paragraph:
            - time: /Friday, 14 May \\d+, 09:00–17:30/
        - listitem:
          - paragraph:
            - link "Kraftwerk, Hall B"
        - listitem:
          - paragraph: /\\d+ spots left/
      - link "Get my ticket"
    - contentinfo:
      - link "Events"
      - link "Sign in"
      - form "Language":
        - button "English"
        - button "Español"
      - link "Help"
  `)

  await page.goto(`${fieldNotes}/register`)
  await page.getByRole("button", { name: "Get my ticket" }).click()
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - alert:
        - heading "${words("common.browser.problem")}" [level=2]
        - list:
          - listitem:
            - link "Enter your first name"
      - heading "Get your ticket" [level=1]
      - textbox "First name"
      - textbox "Last name (optional)"
      - textbox "Email address"
      - radiogroup "Which track will you follow?":
        - radio "Mapping and survey"
        - radio "Sensors and telemetry"
        - radio "Interviews and ethnography"
      - group "Dietary requirements (optional)":
        - checkbox "Vegetarian"
      - checkbox "I accept the terms"
      - button "Get my ticket"
  `)
  await expect(page.getByLabel("Email address")).toHaveAttribute("aria-invalid", "true")
  await expect(page.getByLabel("Email address")).toHaveAccessibleDescription(
    `${words("attendee.register.form.email_hint")} Error: ${words("common.ask.email")}`,
  )
})

test("a ticket, its questions and one's own pages", async ({ page, inbox, newEmail }) => {
  const ticket = await registerByRequest(page.request, inbox, newEmail())
  const profile = ticket.replace("/tickets/", "/profile/")
  await page.goto(ticket)
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading /See you on 14 May, Ana/ [level=1]
      - region "6 quick questions":
        - meter "1 of 7 answered"
        - link "Answer now"
      - heading "Field Notes Summit" [level=2]
      - term: Name
      - definition: Ana Ribeiro
      - term: ${words("attendee.ticket.code")}
      - img /Ticket [0-9A-Z-]+ as a QR code/
      - link "Add to calendar"
      - list:
        - listitem:
          - link "Cancel my registration"
  `)

  await page.goto(profile)
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "6 quick questions" [level=1]
      - meter "1 of 7 answered"
      - radiogroup "Are you staying for dinner?":
        - radio "Yes"
        - radio "No"
      - combobox "Which country do you come from? (optional)"
      - textbox "Where do you work? (optional)"
      - status
      - button "Save and continue"
      - button "Skip for now"
  `)
  await expect(page.getByLabel("Where do you work? (optional)")).toHaveAccessibleDescription(
    "Printed on your badge, under your name.",
  )

  await page.goto(`${profile}/answers`)
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Check your answers" [level=1]
      - term: Which track will you follow?
      - definition: Mapping and survey
      - definition:
        - link "Change Which track will you follow?"
      - term: Dietary requirements
      - definition: ${words("profile.answers.left_blank")}
      - definition:
        - link "Answer Dietary requirements"
  `)

  await page.goto("/me")
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "My tickets" [level=1]
      - region "Coming up":
        - article:
          - heading "Field Notes Summit" [level=3]:
            - link "Field Notes Summit"
      - region "My details":
        - list:
          - listitem:
            - link "Correct your name"
          - listitem:
            - link "Change your email address"
      - region "Reminders":
        - button "Turn reminders off"
      - region "My privacy"
      - region "${words("me.signed_in.title")}":
        - button "Sign out"
        - button "Sign out everywhere"
  `)

  await page.goto("/me/data")
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Your data" [level=1]
      - table "${words("me.held.caption")}":
        - rowgroup:
          - row "What Where Why Until when"
        - rowgroup:
          - row /Account/:
            - rowheader /Account/
            - cell "Here"
      - region "Download your data":
        - link "Download as JSON"
  `)
})
