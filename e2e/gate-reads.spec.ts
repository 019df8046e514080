import { expect, test } from "./fixtures"
import { postForm, registerByRequest } from "./form-post"

test("a page that shows somebody's record reads it from GATE once", async ({ page, gate, inbox, newEmail }) => {
  const { request } = page
  const ticket = await registerByRequest(request, inbox, newEmail())
  const id = ticket.split("/").at(-1) ?? ""
  const profile = `/profile/${id}`
  const readsOf = async (visit: () => Promise<unknown>) => {
    await gate.calm()
    await visit()
    return (await gate.recordReads()).reduce((sum, reads) => sum + reads, 0)
  }
  const visit = (path: string) => readsOf(() => request.get(path, { maxRedirects: 0 }))

  const reads: Record<string, number> = {
    questions: await visit(profile),
    answers: await visit(`${profile}/answers`),
    one: await visit(`${profile}/answers/company`),
    ticket: await visit(ticket),
    saved: await readsOf(() =>
      postForm(request, {
        path: `${profile}/answers/company`,
        button: "Save",
        fields: { company: "Kelvin Labs" },
      }),
    ),
  }

  console.log(JSON.stringify(reads))
  expect(reads).toEqual({ questions: 1, answers: 1, one: 1, ticket: 0, saved: 2 })
})
