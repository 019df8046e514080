import type { NetworkAccess, NetworkRule } from "./network-pass"
import { offeredOptions, type Question } from "./question"

/** What is wrong with a rule, and in which of its fields. `tier`: the place of the tier, from 0. */
export type NetworkRuleFault = {
  field: keyof NetworkRule | "event"
  code: (typeof networkRuleFaults)[number]
  tier?: number
}

const networkRuleFaults = [
  "no_profile",
  "not_a_profile",
  "is_role",
  "too_long",
  "not_a_duration",
  "no_balance",
  "no_network_name",
  "not_an_address",
  "unknown_question",
  "unknown_option",
  "not_sealable",
  "over",
] as const

/** A month: nobody means more, and the database's integers end somewhere. */
export const longestMinutes = 31 * 24 * 60
const longestSeconds = longestMinutes * 60

/** The name of a network in octets (IEEE 802.11). */
const ssidOctets = 32

/** GATE's shortest texts (contract §11.1, `drf`). */
const nameLength = 50

/** Short names have neither blanks nor separators, which forms put between them. */
const profileName = /^[^\s,;]+$/

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most
}

/** Somebody types a password there, so nothing but https will do. */
function isWebAddress(text: string): boolean {
  return /^https:\/\/\S+$/.test(text) && URL.canParse(text)
}

/** Where GATE shows accounts flat, profiles and roles are one list: a profile of that name would make organizers. */
function accessFaults(
  { profiles, serviceClass }: NetworkAccess,
  roles: readonly string[],
): Pick<NetworkRuleFault, "field" | "code">[] {
  const faults: Pick<NetworkRuleFault, "field" | "code">[] = []
  if (profiles.length === 0) faults.push({ field: "profiles", code: "no_profile" })
  else if (!profiles.every((name) => profileName.test(name) && name.length <= nameLength))
    faults.push({ field: "profiles", code: "not_a_profile" })
  if (profiles.some((name) => roles.includes(name.toLowerCase())))
    faults.push({ field: "profiles", code: "is_role" })
  if ((serviceClass?.length ?? 0) > nameLength) faults.push({ field: "serviceClass", code: "too_long" })
  return faults
}

/**
 * What a rule stands among. `roles`: what makes somebody an organizer. `isOver`: its passes would end before now. `canSeal`:
 * there is a key for passwords.
 */
export type RuleSurroundings = {
  questions: Question[]
  roles: readonly string[]
  isOver: boolean
  canSeal: boolean
}

/** Everything that must be mended before a rule is kept; whether GATE knows the profiles it says when it is given one. */
export function findRuleFaults(
  rule: NetworkRule,
  { questions, roles, isOver, canSeal }: RuleSurroundings,
): NetworkRuleFault[] {
  const faults: NetworkRuleFault[] = accessFaults(rule, roles)
  for (const field of ["opensBeforeMinutes", "closesAfterMinutes"] as const) {
    if (!isWithin(rule[field], 0, longestMinutes)) faults.push({ field, code: "not_a_duration" })
  }
  const { timeBalanceSeconds, networkName, portalUrl } = rule
  if (timeBalanceSeconds !== null && !isWithin(timeBalanceSeconds, 1, longestSeconds))
    faults.push({ field: "timeBalanceSeconds", code: "no_balance" })
  if (networkName === "") faults.push({ field: "networkName", code: "no_network_name" })
  if (new TextEncoder().encode(networkName).length > ssidOctets)
    faults.push({ field: "networkName", code: "too_long" })
  if (portalUrl !== null && !isWebAddress(portalUrl))
    faults.push({ field: "portalUrl", code: "not_an_address" })
  rule.tiers.forEach((tier, place) => {
    const question = questions.find(({ key }) => key === tier.question)
    const isOption = question && offeredOptions(question).some(({ value }) => value === tier.option)
    const codes = question ? (isOption ? [] : ["unknown_option" as const]) : ["unknown_question" as const]
    for (const code of [...codes, ...accessFaults(tier, roles).map((fault) => fault.code)])
      faults.push({ field: "tiers", code, tier: place })
  })
  if (!canSeal) faults.push({ field: "event", code: "not_sealable" })
  if (isOver) faults.push({ field: "event", code: "over" })
  return faults
}
