import { asciiDigits } from "@/lib/domain/digits"
import type { EditorIssueCode, Issue, Issues } from "@/lib/domain/issue"
import { givenAtMoments, type NetworkRule, type NetworkTier } from "@/lib/domain/network-pass"
import { longestMinutes, type NetworkRuleFault } from "@/lib/domain/network-rule-fault"
import type { FormValues } from "./merge-edit"

/** Every field of the form of a network pass, rows of tiers taken together: see `joinTiers`. */
export const networkFieldNames = [
  "profiles",
  "service_class",
  "given_at",
  "opens_before",
  "closes_after",
  "balance",
  "network_name",
  "portal_url",
  "tiers",
] as const

type NetworkField = (typeof networkFieldNames)[number]

/** The form field of each part of a rule. */
const fieldNames: Record<keyof NetworkRule | "event", NetworkField> = {
  profiles: "profiles",
  serviceClass: "service_class",
  givenAt: "given_at",
  opensBeforeMinutes: "opens_before",
  closesAfterMinutes: "closes_after",
  timeBalanceSeconds: "balance",
  networkName: "network_name",
  portalUrl: "portal_url",
  tiers: "tiers",
  // Of what a rule stands among only its end can be mended in the form.
  event: "closes_after",
}

/** What a new pass begins with. */
export const newNetworkValues: FormValues = {
  given_at: ["registration"],
  opens_before: ["1"],
  closes_after: ["1"],
}

const optional = (text: string | null): string[] => (text === null ? [] : [text])

/** Four digits are enough to come back to the same minute. */
const asHours = (minutes: number) => String(Number((minutes / 60).toFixed(4)))

/** A rule as its form shows it, periods in hours and the balance in minutes; null: there is none yet. */
export function networkValues(rule: NetworkRule | null): FormValues {
  if (!rule) return {}
  const { profiles, serviceClass, givenAt, timeBalanceSeconds: seconds, tiers } = rule
  return {
    profiles: [profiles.join(", ")],
    service_class: optional(serviceClass),
    given_at: [givenAt],
    opens_before: [asHours(rule.opensBeforeMinutes)],
    closes_after: [asHours(rule.closesAfterMinutes)],
    balance: seconds === null ? [] : [String(Number((seconds / 60).toFixed(4)))],
    network_name: [rule.networkName],
    portal_url: optional(rule.portalUrl),
    tier_choice: tiers.map(({ question, option }) => `${question}=${option}`),
    tier_profiles: tiers.map((tier) => tier.profiles.join(", ")),
    tier_class: tiers.map((tier) => tier.serviceClass ?? ""),
  }
}

const betweenParts = " | "

/** The fields of a row of tiers, each sent once a row. */
export const tierFieldNames = ["tier_choice", "tier_profiles", "tier_class"] as const

function tierRows(values: FormValues): string[][] {
  const count = Math.max(...tierFieldNames.map((name) => values[name]?.length ?? 0))
  return Array.from({ length: count }, (_, row) =>
    tierFieldNames.map((name) => (values[name]?.[row] ?? "").trim()),
  ).filter((row) => row.some(Boolean))
}

/** `track=speaker | staff | gold`, a row each, so that all tiers are compared and chosen as one field. Empty rows are none. */
export function joinTiers(values: FormValues): FormValues {
  const { tier_choice, tier_profiles, tier_class, ...rest } = values
  return { ...rest, tiers: tierRows(values).map((row) => row.join(betweenParts)) }
}

/** The rows of tiers without empty ones between them, so that a fault names the row it is in, and `blank` ones at the end. */
export function closedRanks(values: FormValues, blank: number): FormValues {
  const rows = [...tierRows(values), ...Array.from({ length: blank }, () => [])]
  return Object.fromEntries(tierFieldNames.map((name, part) => [name, rows.map((row) => row[part] ?? "")]))
}

/** Short names as people type them, with commas, semicolons or blanks between them. */
function readNames(typed: string): string[] {
  return [...new Set(typed.split(/[\s,;]+/).filter(Boolean))]
}

function readTier(row: string): NetworkTier {
  const [choice = "", profiles = "", ...rest] = row.split("|").map((part) => part.trim())
  const at = choice.indexOf("=")
  return {
    question: choice.slice(0, Math.max(0, at)),
    option: choice.slice(at + 1),
    profiles: readNames(profiles),
    serviceClass: rest.join(betweenParts) || null,
  }
}

/** What somebody typed as a number, with a comma or a point; NaN when it is none. */
function readAmount(typed: string, factor: number): number {
  const plain = asciiDigits(typed).replace(/[,٫]/, ".")
  return /^-?\d+(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * factor) : Number.NaN
}

export type ParsedNetworkRule = { rule: NetworkRule; issues: Issues<EditorIssueCode> }

/** Reads canonical values (see `mergeEdit`). What can be read is checked by `findRuleFaults`. */
export function parseNetworkValues(values: FormValues): ParsedNetworkRule {
  const text = (name: NetworkField) => values[name]?.[0] ?? ""
  const givenAt = givenAtMoments.find((moment) => moment === text("given_at"))
  const rule = {
    profiles: readNames(text("profiles")),
    serviceClass: text("service_class") || null,
    givenAt: givenAt ?? "registration",
    opensBeforeMinutes: readAmount(text("opens_before"), 60),
    closesAfterMinutes: readAmount(text("closes_after"), 60),
    timeBalanceSeconds: text("balance") === "" ? null : readAmount(text("balance"), 60),
    networkName: text("network_name"),
    portalUrl: text("portal_url") || null,
    tiers: (values.tiers ?? []).map(readTier),
  }
  return { rule, issues: givenAt ? {} : { given_at: { code: "required" } } }
}

const issueCodes = {
  no_profile: "required",
  not_a_profile: "not_a_profile",
  is_role: "profile_is_role",
  too_long: "too_long",
  not_a_duration: "not_hours",
  no_balance: "not_a_balance",
  no_network_name: "required",
  not_an_address: "not_https",
  unknown_question: "tier_unknown",
  unknown_option: "tier_unknown",
  not_sealable: "no_field_keys",
  over: "pass_over",
} as const satisfies Record<NetworkRuleFault["code"], EditorIssueCode>

/** Faults of a tier name its row. */
const tierCodes: Partial<Record<NetworkRuleFault["code"], EditorIssueCode>> = {
  no_profile: "tier_no_profile",
  not_a_profile: "tier_not_a_profile",
  is_role: "tier_is_role",
  too_long: "tier_too_long",
}

function issueOf({ field, code, tier }: NetworkRuleFault): Issue<EditorIssueCode> {
  if (tier !== undefined) return { code: tierCodes[code] ?? issueCodes[code], limit: tier + 1 }
  if (code === "not_a_duration") return { code: issueCodes[code], limit: longestMinutes / 60 }
  if (code === "no_balance") return { code: issueCodes[code], limit: longestMinutes }
  // What a network may be called is counted in octets.
  if (field === "networkName" && code === "too_long") return { code: "network_name_too_long" }
  return code === "too_long" ? { code, limit: 50 } : { code: issueCodes[code] }
}

/** The faults of a rule by the names of the form's fields; the first of each. */
export function networkIssues(faults: NetworkRuleFault[]): Issues<EditorIssueCode> {
  const issues: Issues<EditorIssueCode> = {}
  for (const fault of faults) issues[fieldNames[fault.field]] ??= issueOf(fault)
  return issues
}
