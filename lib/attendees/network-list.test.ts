import { expect, test } from "vitest"
import { updateNetworkPass } from "@/lib/db/queries/network-passes"
import { testDatabase } from "@/lib/db/test-database"
import { attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import { parseAttendeeQuery } from "@/lib/domain/attendee-query"
import { networkOverTime, networkUse } from "@/lib/domain/insights"
import { removeNetworkRule } from "@/lib/network/network-rule"
import { createNetworkWorld, hourMs, type NetworkWorld } from "@/lib/testing/network"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { parseExportForm } from "./export-form"
import { exportRows } from "./export-rows"
import { countInsights } from "./insights"
import { everyAttendee, listAttendees } from "./list"
import { keepUpAttendees } from "./upkeep"

const database = testDatabase()

/** What the list says of the pass of everybody it finds for an address. */
async function listed(world: NetworkWorld, address: string) {
  const scope = await testEventScope(world, await testOrganizer(world))
  const columns = attendeeColumns(scope.event, codesAsWords)
  const { query, problems } = parseAttendeeQuery(new URLSearchParams(address), columns)
  expect(problems).toEqual([])
  const { rows } = await listAttendees(world.context, scope, query)
  return rows.map(({ network }) => network?.state)
}

test("the list is filtered and sorted by the state of passes, and follows them", async () => {
  const world = await createNetworkWorld(database.db, { rule: { givenAt: "check_in" } })
  const { context, registrationId } = world
  expect(await listed(world, "network=none&online=no")).toEqual(["none"])

  await world.setRule({ givenAt: "registration" })
  await world.perform()
  expect(await listed(world, "network=waiting")).toEqual(["waiting"])
  await world.live(hourMs)
  expect(await listed(world, "network=ready&network=used&sort=-network")).toEqual(["ready"])
  await updateNetworkPass(context.db, registrationId, { state: "used", lastLogin: context.clock() })
  expect(await listed(world, "network=used&online=yes")).toEqual(["used"])
  const { counts } = await countInsights(context, await testEventScope(world, await testOrganizer(world)))
  for (const { step, value, filter } of networkUse(counts)) {
    expect([step, value]).toEqual([step, (await listed(world, `${new URLSearchParams(filter)}`)).length])
  }
  expect(counts.network).toEqual({ never_checked_in: 1 })
  const { buckets } = networkOverTime(counts)
  expect(buckets.at(-1)).toMatchObject({ ready: 1, used: 1 })
  expect(buckets[0]).toMatchObject({ ready: 0, used: 0 })
  await updateNetworkPass(context.db, registrationId, { state: "over" })
  expect(await listed(world, "network=over&online=yes&sort=network")).toEqual(["over"])
  expect(await listed(world, "online=no")).toEqual([])
})

test("an account is found by the ticket code it has in GATE, and exported with the state", async () => {
  const world = await createNetworkWorld(database.db)
  const scope = await testEventScope(world, await testOrganizer(world))
  const { external_id: code } = await world.live(hourMs).then(() => world.token())
  expect(await listed(world, `q=${code}`)).toEqual(["ready"])
  const form = new FormData()
  for (const column of ["network", "network_account"]) form.append("columns", column)
  const { columns, query } = parseExportForm(form, scope.event)
  const attendees = everyAttendee(world.context, scope, query)
  const rows = []
  for await (const batch of exportRows(world.context, scope, attendees, { columns, isSensitive: false }))
    rows.push(...batch)
  expect(rows).toEqual([["ready", world.person.gateUsername]])
})

test("an event without a pass has neither column nor filter, and loses none of its attendees", async () => {
  const world = await createNetworkWorld(database.db)
  expect(await listed(world, "sort=network")).toEqual(["waiting"])
  await removeNetworkRule(world.context, await testEventScope(world, await testOrganizer(world)))
  await keepUpAttendees(world.context)
  const scope = await testEventScope(world, await testOrganizer(world))
  const columns = attendeeColumns(scope.event, codesAsWords)
  expect(columns.some(({ key }) => key.startsWith("network"))).toBe(false)
  expect(parseAttendeeQuery(new URLSearchParams("network=used"), columns).problems).toMatchObject([
    { kind: "unknown_filter" },
  ])
  expect(await listed(world, "")).toEqual([undefined])
})
