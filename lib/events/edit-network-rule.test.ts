import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { readNetworkRule } from "@/lib/network/network-rule"
import { createNetworkWorld, type NetworkWorld, testRule } from "@/lib/testing/network"
import { testEventScope, testOrganizer } from "@/lib/testing/organizer"
import { editNetworkRule } from "./edit-network-rule"
import { type FormValues, fingerprints } from "./merge-edit"
import {
  closedRanks,
  joinTiers,
  networkFieldNames,
  networkIssues,
  networkValues,
  parseNetworkValues,
} from "./network-form"

const database = testDatabase()

const scopeOf = async (world: NetworkWorld) => testEventScope(world, await testOrganizer(world))

/** The form as it was shown. */
const seen = (values: FormValues) => [JSON.stringify(fingerprints(joinTiers(values), networkFieldNames))]

test("a form that is shown and sent back is the same rule", () => {
  const rule = {
    ...testRule,
    opensBeforeMinutes: 100,
    timeBalanceSeconds: 90,
    portalUrl: "https://portal.example/",
    tiers: [{ question: "track", option: "speaker", profiles: ["staff", "vip"], serviceClass: "gold | 1" }],
  }
  expect(parseNetworkValues(joinTiers(networkValues(rule)))).toEqual({ rule, issues: {} })
})

test("rows of tiers close their ranks, so that a fault names the row it is in", () => {
  const sent = { tier_choice: ["", "track=speaker"], tier_profiles: ["", "staff"], tier_class: ["", ""] }
  expect(closedRanks(sent, 1)).toEqual({
    tier_choice: ["track=speaker", ""],
    tier_profiles: ["staff", ""],
    tier_class: ["", ""],
  })
  expect(closedRanks({}, 2)).toMatchObject({ tier_choice: ["", ""] })
})

test("hours and minutes are read as people of four languages type them, and nothing else is a number", () => {
  const read = (opens_before: string, balance: string) => {
    const { rule } = parseNetworkValues({ opens_before: [opens_before], balance: [balance] })
    return [rule.opensBeforeMinutes, rule.timeBalanceSeconds]
  }
  expect(read("1,5", "30")).toEqual([90, 1_800])
  expect(read("٢٫٥", "٣٠")).toEqual([150, 1_800])
  expect(read("-1", "0")).toEqual([-60, 0])
  expect(read("two", "1e3")).toEqual([Number.NaN, Number.NaN])
  expect(parseNetworkValues({ given_at: ["never"] }).issues).toEqual({ given_at: { code: "required" } })
})

test("a rule is refused at the field that must be mended", async () => {
  const world = await createNetworkWorld(database.db)
  const scope = await scopeOf(world)
  const shown = networkValues(testRule)
  const sent = {
    ...shown,
    seen: seen(shown),
    profiles: ["guest; admin"],
    opens_before: ["-1"],
    balance: ["0"],
    network_name: [""],
    portal_url: ["http://portal.example"],
    tier_choice: ["", "gone=x"],
    tier_profiles: ["", "staff"],
  }
  const edited = await editNetworkRule(world.context, scope, sent)
  expect(edited).toEqual({
    ok: false,
    issues: {
      profiles: { code: "profile_is_role" },
      opens_before: { code: "not_hours", limit: 744 },
      balance: { code: "not_a_balance", limit: 44_640 },
      network_name: { code: "required" },
      portal_url: { code: "not_https" },
      tiers: { code: "tier_unknown", limit: 1 },
    },
  })
  expect(networkIssues([{ field: "event", code: "over" }])).toEqual({ closes_after: { code: "pass_over" } })
  expect(await readNetworkRule(world.context, scope)).toMatchObject(testRule)
})

test("what another organizer saved meanwhile is chosen, never overwritten", async () => {
  const world = await createNetworkWorld(database.db)
  const scope = await scopeOf(world)
  const shown = networkValues(testRule)
  const mine = { ...shown, seen: seen(shown), profiles: ["mine"], balance: [] }
  expect(
    await editNetworkRule(world.context, scope, { ...shown, seen: seen(shown), profiles: ["theirs"] }),
  ).toEqual({
    ok: true,
    version: 2,
  })
  const stopped = await editNetworkRule(world.context, scope, mine)
  expect(stopped).toMatchObject({ ok: false, stopped: { conflicts: [{ key: "profiles", isMine: true }] } })
  const seenNow = "stopped" in stopped ? [JSON.stringify(stopped.stopped?.seen)] : []
  const chosen = { ...mine, seen: seenNow, choice_profiles: ["ours"] }
  expect(await editNetworkRule(world.context, scope, chosen)).toMatchObject({ ok: true })
  expect(await readNetworkRule(world.context, scope)).toMatchObject({
    profiles: ["mine"],
    timeBalanceSeconds: null,
  })
})
