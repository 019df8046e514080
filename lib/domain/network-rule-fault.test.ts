import { expect, test } from "vitest"
import type { NetworkRule } from "./network-pass"
import { findRuleFaults } from "./network-rule-fault"
import { newQuestionSchema } from "./question"

const track = {
  ...newQuestionSchema.parse({
    key: "track",
    label: "Track",
    type: "single_choice",
    stage: "registration",
    field: "custom_field_1",
    options: [
      { value: "speaker", label: "Speaker" },
      { value: "guest", label: "Guest" },
    ],
  }),
  id: "q1",
}

const rule: NetworkRule = {
  profiles: ["guest"],
  serviceClass: null,
  opensBeforeMinutes: 0,
  closesAfterMinutes: 0,
  timeBalanceSeconds: null,
  networkName: "Summit",
  portalUrl: "https://portal.example/login",
  tiers: [{ question: "track", option: "speaker", profiles: ["staff"], serviceClass: null }],
  givenAt: "registration",
}

const faults = (changes: Partial<NetworkRule>, world = {}) =>
  findRuleFaults(
    { ...rule, ...changes },
    { questions: [track], roles: ["admin"], isOver: false, canSeal: true, ...world },
  ).map(({ field, code, tier }) => [field, code, ...(tier === undefined ? [] : [tier])].join(" "))

test("a rule without faults has none", () => {
  expect(faults({})).toEqual([])
})

test.each([
  [{ profiles: [] }, "profiles no_profile"],
  [{ profiles: ["two words"] }, "profiles not_a_profile"],
  [{ profiles: ["guest", "Admin"] }, "profiles is_role"],
  [{ serviceClass: "x".repeat(51) }, "serviceClass too_long"],
  [{ opensBeforeMinutes: -1 }, "opensBeforeMinutes not_a_duration"],
  [{ closesAfterMinutes: 1.5 }, "closesAfterMinutes not_a_duration"],
  [{ timeBalanceSeconds: 0 }, "timeBalanceSeconds no_balance"],
  [{ timeBalanceSeconds: -60 }, "timeBalanceSeconds no_balance"],
  [{ networkName: "" }, "networkName no_network_name"],
  [{ networkName: "ж".repeat(17) }, "networkName too_long"],
  [{ portalUrl: "javascript:alert(1)" }, "portalUrl not_an_address"],
  [{ portalUrl: "http://portal.example/login" }, "portalUrl not_an_address"],
])("%o is refused: %s", (changes, fault) => {
  expect(faults(changes)).toEqual([fault])
})

test("a tier asks for an option that is offered, and for profiles", () => {
  const [tier] = rule.tiers
  const tiers = [
    { ...tier, question: "gone", option: "x", profiles: ["a"], serviceClass: null },
    { ...tier, question: "track", option: "gone", profiles: [], serviceClass: null },
  ]
  expect(faults({ tiers })).toEqual([
    "tiers unknown_question 0",
    "tiers unknown_option 1",
    "tiers no_profile 1",
  ])
})

test("a pass that would be over at once, or whose password could not be kept, is refused", () => {
  expect(faults({}, { isOver: true })).toEqual(["event over"])
  expect(faults({}, { canSeal: false })).toEqual(["event not_sealable"])
})
