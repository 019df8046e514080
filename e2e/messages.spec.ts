import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { postForm, signInOrganizer } from "./form-post"

const event = "/organizer/field-notes-summit"

const t = (key: string, values = {}) => words(`editor.message.${key}`, values)

test("an organizer writes to one attendee, reads how it will look, tries it and sends it @both", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const [organizer, email] = [newEmail(), newEmail()]
  await signInOrganizer(page.request, { gate, inbox }, organizer)
  await postForm(page.request, {
    path: `${event}/attendees/new`,
    button: "Add",
    fields: { first_name: "Ana", last_name: "Ribeiro", email, track: "mapping", accept_terms: "yes" },
  })
  await page.goto(`${event}/attendees?q=${encodeURIComponent(email)}`)
  await page.getByRole("checkbox", { name: /Ana Ribeiro/ }).check()
  await page.getByRole("button", { name: words("list.action.send_message") }).click()
  await expect(page.getByText(t("audience", { count: 1 }))).toBeVisible()

  await page.getByLabel(t("label.subject"), { exact: true }).fill("Doors, {firstname}")
  await page.getByLabel(t("label.body"), { exact: true }).fill("You chose **{answer:track|no track}**.")
  await page.getByRole("button", { name: t("save") }).click()
  await expect(page.getByText(/There’s nothing called “{firstname}”/).first()).toBeVisible()
  await expect(page.getByLabel(t("label.body"), { exact: true })).toHaveValue(/answer:track/)
  await page.getByLabel(t("label.subject"), { exact: true }).fill("Doors, {first_name}")
  await page.getByRole("button", { name: t("save") }).click()

  await expect(page.getByText(t("done.saved"))).toBeVisible()
  await expect(page.frameLocator("iframe").getByText("Mapping and survey", { exact: true })).toBeVisible()
  await page.getByRole("button", { name: t("test") }).click()
  await expect(page.getByText(t("done.tested"))).toBeVisible()
  await expect.poll(() => inbox.mailsTo(organizer).some(({ subject }) => subject === "Doors, Ana")).toBe(true)

  await page.getByRole("button", { name: t("send", { count: 1 }) }).click()
  await expect(page.getByRole("heading", { name: t("state.scheduled") })).toBeVisible()
  await page.getByRole("button", { name: t("take_back") }).click()
  await expect(page.getByText(t("done.taken_back"))).toBeVisible()
  expect(inbox.mailsTo(email).map(({ subject }) => subject)).not.toContain("Doors, Ana")
  await page.goto(`${event}/messages`)
  await expect(page.getByRole("row", { name: /Doors, {first_name}.*Draft/ }).first()).toBeVisible()
})
