import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { postForm, registerByRequest, signInOrganizer } from "./form-post"
import { askQuestion, changeEvent, fieldTime, publishEvent } from "./own-event"
import { ProfilePage } from "./pages/profile-page"

const idOf = (ticket: string) => ticket.split("/").at(-1) ?? ""

test.describe("two tabs", { tag: "@both" }, () => {
  test("that change different answers both win, one PATCH each", async ({
    page,
    context,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email)
    const before = await gate.extraOf(email)
    await gate.calm()
    const [first, second] = [new ProfilePage(page, ticket), new ProfilePage(await context.newPage(), ticket)]
    await first.openAnswer("company")
    await second.openAnswer("access")

    await first.company.fill("Kelvin Labs")
    await first.save()
    await first.expectAnswers()
    await second.page.getByLabel(/make the day easier/).fill("A quiet room")
    await second.save()
    await second.expectAnswers()

    const changes = { company: "Kelvin Labs", custom_field_4: "A quiet room" }
    const { updated_at: _, ...rest } = before
    expect(await gate.extraOf(email)).toMatchObject({ ...rest, ...changes })
    const path = `/api/v1/user_extra/${before.id}/`
    expect(await gate.writes()).toEqual([
      { method: "PATCH", path, status: 200, body: { company: "Kelvin Labs" } },
      { method: "PATCH", path, status: 200, body: { custom_field_4: "A quiet room" } },
    ])
  })

  for (const { choice, kept } of [
    { choice: words("profile.choice.theirs", { answer: "First Ltd" }), kept: "First Ltd" },
    { choice: "Use my answer: Second Ltd", kept: "Second Ltd" },
  ]) {
    test(`that change the same answer show both, and “${choice}” counts`, async ({
      page,
      context,
      gate,
      inbox,
      newEmail,
    }) => {
      const email = newEmail()
      const ticket = await registerByRequest(page.request, inbox, email)
      const [first, second] = [
        new ProfilePage(page, ticket),
        new ProfilePage(await context.newPage(), ticket),
      ]
      await first.openAnswer("company")
      await second.openAnswer("company")
      await first.company.fill("First Ltd")
      await first.save()
      await first.expectAnswers()
      await gate.calm()

      await second.company.fill("Second Ltd")
      await second.save()

      await expect(second.refusal.getByRole("listitem")).toHaveText([/Choose which answer to/])
      await expect(
        second.page.getByLabel(words("profile.choice.theirs", { answer: "First Ltd" })),
      ).not.toBeChecked()
      await expect(second.page.getByLabel("Use my answer: Second Ltd")).not.toBeChecked()
      expect(await gate.writes()).toEqual([])
      await second.page.getByLabel(choice).check()
      await second.save()

      await second.expectAnswers()
      await expect(second.answer("Where do you work?")).toHaveText(kept)
      expect((await gate.extraOf(email)).company).toBe(kept)
      const bodies = kept === "First Ltd" ? [] : [{ company: "Second Ltd" }]
      expect((await gate.writes()).map(({ body }) => body)).toEqual(bodies)
    })
  }
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a date that was changed elsewhere meanwhile is still there when nothing is chosen", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const event = "/e/river-survey-weekend"
    const profile = new ProfilePage(page, await registerByRequest(page.request, inbox, email, event))
    await profile.openAnswer("arrival")
    await gate.changeExtra((await gate.extraOf(email)).id, { custom_field_7: "2027-05-12" })
    const date = page.getByRole("group", { name: "When do you arrive?" })
    await date.getByLabel("Day", { exact: true }).fill("13")
    await date.getByLabel("Month").fill("5")
    await date.getByLabel("Year").fill("2027")
    await profile.save()
    await expect(page.getByLabel("Use my answer: 13 May 2027")).toBeVisible()

    await profile.save()

    await expect(page.getByLabel(words("profile.choice.theirs", { answer: "12 May 2027" }))).toBeVisible()
    await page.getByLabel("Use my answer: 13 May 2027").check()
    await profile.save()
    await profile.expectAnswers()
    expect((await gate.extraOf(email)).custom_field_7).toBe("2027-05-13")
  })

  test("what somebody changed in GATE is what the pages show, and another answer leaves it alone", async ({
    page,
    gate,
    inbox,
    newEmail,
  }) => {
    const email = newEmail()
    const profile = new ProfilePage(page, await registerByRequest(page.request, inbox, email))
    const { id } = await gate.extraOf(email)
    await profile.openQuestions()
    await gate.changeExtra(id, { company: "Set by the office" })

    await profile.dinner("Yes")
    await profile.save()

    await profile.openAnswers()
    await expect(profile.answer("Where do you work?")).toHaveText("Set by the office")
    expect((await gate.writes()).map(({ body }) => body)).toEqual([{ custom_field_3: "yes" }])
    await profile.openAnswer("company")
    await expect(profile.company).toHaveValue("Set by the office")
  })

  test("a question is asked only once another answer calls for it", async ({ page, inbox, newEmail }) => {
    const profile = new ProfilePage(page, await registerByRequest(page.request, inbox, newEmail()))
    const guests = page.getByLabel(/How many people are you bringing/)
    await profile.openQuestions()
    await expect(guests).toBeHidden()
    await profile.dinner("Yes")
    await profile.save()
    await expect(guests).toBeVisible()
    await expect(page.getByRole("meter", { name: /of 8 answered/ })).toBeVisible()

    await profile.openAnswer("dinner")
    await profile.dinner("No")
    await profile.save()

    await profile.expectAnswers()
    await expect(page.getByText("How many people are you bringing")).toBeHidden()
    await page.goto(profile.path)
    await expect(guests).toBeHidden()
    await expect(page.getByRole("meter", { name: /of 7 answered/ })).toBeVisible()
  })

  test("after the deadline nothing can be changed, until an organizer extends it for one person", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
    playwright,
  }) => {
    const organizer = await playwright.request.newContext({ baseURL: site.url })
    await signInOrganizer(organizer, { gate, inbox }, newEmail())
    const event = { host: "Northside Meetups" }
    const slug = await publishEvent(organizer, event)
    const asked = { type: "short_text", stage: "profile" }
    await askQuestion(organizer, slug, { ...asked, label: "Which lamp?", field: "company" })
    await askQuestion(organizer, slug, { ...asked, label: "Which tool?", field: "custom_field_1" })
    const email = newEmail()
    const ticket = await registerByRequest(page.request, inbox, email, `/e/${slug}`)
    const profile = new ProfilePage(page, ticket)
    await page.goto(profile.path)
    await page.getByLabel(/Which lamp/).fill("The green one")
    await changeEvent(organizer, slug, { ...event, edit_deadline: fieldTime(-1) })
    await gate.calm()

    await profile.save()

    await profile.expectAnswers()
    await expect(page.getByText("Your answers can no longer be changed")).toBeVisible()
    await expect(page.getByText("ask Northside Meetups")).toBeVisible()
    await expect(page.getByRole("link", { name: /^(Change|Answer)/ })).toHaveCount(0)
    expect(await gate.writes()).toEqual([])
    await page.goto(`${profile.path}/answers/which_lamp`)
    await profile.expectAnswers()

    const extended = await postForm(organizer, {
      path: `/organizer/${slug}/attendees/${idOf(ticket)}`,
      button: "Set deadline",
      fields: { until: fieldTime(1) },
    })
    expect(await extended.text()).toContain("They can edit until")
    await organizer.dispose()
    await profile.openAnswer("which_lamp")
    await page.getByLabel(/Which lamp/).fill("The green one")
    await profile.save()
    await profile.expectAnswers()
    await expect(profile.answer("Which lamp?")).toHaveText("The green one")
    expect((await gate.extraOf(email)).company).toBe("The green one")
  })

  test("a passport number is encrypted before GATE sees it, never prefilled, and blank keeps it", async ({
    page,
    gate,
    inbox,
    newEmail,
    site,
    playwright,
  }) => {
    const organizer = await playwright.request.newContext({ baseURL: site.url })
    await signInOrganizer(organizer, { gate, inbox }, newEmail())
    const slug = await publishEvent(organizer)
    await askQuestion(organizer, slug, {
      ...{ label: "Passport number", type: "short_text", stage: "profile" },
      ...{ field: "passport_number", why: "The workshop is behind a border." },
    })
    await organizer.dispose()
    const email = newEmail()
    const profile = new ProfilePage(page, await registerByRequest(page.request, inbox, email, `/e/${slug}`))
    const passport = page.getByLabel(/Passport number/)
    await page.goto(profile.path)
    await expect(page.getByText("The workshop is behind a border.")).toBeVisible()
    await passport.fill("C01X00T47")
    await profile.save()
    await profile.expectAnswers()

    const { passport_number: sealed } = await gate.extraOf(email)
    expect(sealed).toMatch(/^v2\.[\w-]+\.[\w-]{16,}$/)
    expect(JSON.stringify(await gate.writes())).not.toContain("C01X00T47")
    await expect(profile.answer("Passport number")).toHaveText("•••• T47")
    await profile.openAnswer("passport_number")
    await expect(passport).toHaveValue("")
    expect(await page.content()).not.toContain("C01X00T47")
    await gate.calm()
    await profile.save()
    await profile.expectAnswers()
    expect(await gate.writes()).toEqual([])
    expect((await gate.extraOf(email)).passport_number).toBe(sealed)
    const download = await (await page.request.get("/me/data/export.json")).text()
    expect(download).toContain("T47")
    expect(download).not.toContain("C01X00T47")
    expect(site.output).not.toContain("C01X00T47")
  })
})
