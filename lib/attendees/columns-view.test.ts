import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { viewText } from "@/lib/domain/columns-view"
import { createDesk } from "@/lib/testing/desk"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { readColumnsView, saveColumnsView } from "./columns-view"

const database = testDatabase()

const openDesk = () => createDesk(database.db)

test("a list begins with the columns that tell people apart", async () => {
  const { context, scope } = await openDesk()

  expect(viewText(await readColumnsView(context, scope))).toBe("name,email,status,completion,registered")
})

test("a view is remembered as it was saved last", async () => {
  const { context, scope } = await openDesk()
  await saveColumnsView(context, scope, "email,name")

  await saveColumnsView(context, scope, "name:240,answer.diet")

  expect(viewText(await readColumnsView(context, scope))).toBe("name:240,answer.diet")
})

test("a view is one organizer's, for one event", async () => {
  const desk = await openDesk()
  const { context, scope } = desk
  const colleague = await testEventScope(desk, await testOrganizer(desk))
  const other = await desk.addEvent({ slug: "another-event" })
  const elsewhere = await testEventScope(desk, scope, other.slug)

  await saveColumnsView(context, scope, "name,code")

  expect(viewText(await readColumnsView(context, colleague))).not.toContain("code")
  expect(viewText(await readColumnsView(context, elsewhere))).not.toContain("code")
})

test("nothing that is no column is saved", async () => {
  const { context, scope } = await openDesk()

  await saveColumnsView(context, scope, "name,answer.diet,answer.stranger,<script>")

  expect(viewText(await readColumnsView(context, scope))).toBe("name,answer.diet")
})
