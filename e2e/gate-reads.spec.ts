import { expect, test } from "./fixtures"
import { registerByRequest } from "./form-post"

test("a page that shows somebody's answers reads their record from GATE once, and a ticket never", async ({
  page,
  gate,
  inbox,
  newEmail,
}) => {
  const { request } = page
  const ticket = await registerByRequest(request, inbox, newEmail())
  const profile = ticket.replace("/tickets/", "/profile/")
  const readsOf = async (path: string) => {
    await gate.calm()
    expect((await request.get(path, { maxRedirects: 0 })).status()).toBe(200)
    return gate.recordReads()
  }

  expect(await readsOf(profile)).toEqual([1])
  expect(await readsOf(`${profile}/answers`)).toEqual([1])
  expect(await readsOf(`${profile}/answers/company`)).toEqual([1])
  expect(await readsOf(ticket)).toEqual([])
})
