import { z } from "zod"

/** Where the documents disagree, one choice each; the names are those of contract §11. */
const dialectSchema = z.strictObject({
  duplicateExtra: z
    .literal(["conflict", "unique400", "allow"])
    .describe("a second extra for one parent: 409, DRF's 400, or stored (D4)"),
  missingParent: z.literal([404, 400]).describe("an extra for a parent that does not exist (D5)"),
  strictQuery: z
    .literal([true, false])
    .describe("refuses query values it cannot read, or takes them for absent (D23)"),
  putClears: z.literal([true, false]).describe("PUT clears what it does not mention (D24)"),
  putRequiresParent: z.literal([true, false]).describe("PUT of an extra must name the parent (D25)"),
  outOfScope: z.literal([403, 404]).describe("a record of another organization (D37)"),
  nextKeepsFilters: z
    .literal([true, false])
    .describe("next and previous carry the filters of the request (D20)"),
  echoParent: z.literal([true, false]).describe("answers to writes of an extra show its parent (D10)"),
  timestamps: z.literal([true, false]).describe("extras show created_at and updated_at (D8)"),
  oldestFields: z
    .literal(["kept", "dropped"])
    .describe("department, notes and the four others of the oldest page are stored, or dropped (D7)"),
  derive: z
    .literal([true, false])
    .describe("age, age_range and location follow from birthday, city and state (D15)"),
  maxLengths: z.literal(["default", "tight"]).describe("texts of 255 characters (notes 2000), or of 50"),
  userShape: z
    .literal(["documents", "flat"])
    .describe("/user/ as its document shows it, or flat as the live service probably does (D1, D3, D27)"),
  usernames: z
    .literal(["global", "organization"])
    .describe("unique in all of GATE, or in each organization; for a state that begins with it (D32)"),
  endedAccounts: z
    .literal(["refused", "accepted"])
    .describe("no new record and no session for an account that is inactive or past its expiration (D52)"),
})
export type Dialect = z.infer<typeof dialectSchema>

/** Every rule a dialect is made of: its name, its values as they are typed, and what it decides. */
export const dialectRules = Object.entries(dialectSchema.shape).map(([name, rule]) => ({
  name,
  values: [...rule.values].map(String),
  description: rule.description ?? "",
}))

/** One configuration that satisfies every example of all five documents (contract §11, last column). */
const documents: Dialect = {
  duplicateExtra: "conflict",
  missingParent: 404,
  strictQuery: true,
  putClears: true,
  putRequiresParent: false,
  outOfScope: 403,
  nextKeepsFilters: true,
  echoParent: true,
  timestamps: true,
  oldestFields: "kept",
  derive: false,
  maxLengths: "default",
  userShape: "documents",
  usernames: "global",
  endedAccounts: "refused",
}

/** What the pages that do not know the six fields of 000 say. */
const newer = { oldestFields: "dropped", timestamps: false, endedAccounts: "accepted" } as const

/** What the pages but 002N have in common: they document no 400 for a list, and drop the filters from `next`. */
const older: Dialect = { ...documents, strictQuery: false, nextKeepsFilters: false }

/** Dialects by name: all documents at once, the most probable live service, and each document by itself (contract §11.1). */
const presets = {
  documents,
  drf: {
    ...documents,
    duplicateExtra: "unique400",
    missingParent: 400,
    strictQuery: false,
    putClears: false,
    putRequiresParent: true,
    outOfScope: 404,
    timestamps: false,
    maxLengths: "tight",
    userShape: "flat",
    endedAccounts: "accepted",
  },
  "000": { ...older, duplicateExtra: "allow", outOfScope: 404, endedAccounts: "accepted" },
  "001": { ...older, ...newer, missingParent: 400, echoParent: false },
  "002-old": { ...older, ...newer, missingParent: 400, derive: true },
  "002-new": { ...documents, ...newer, duplicateExtra: "allow" },
  "003": { ...older, outOfScope: 404, usernames: "organization", endedAccounts: "accepted" },
  "004": older,
} satisfies Record<Preset, Dialect>

/** The two that are all of GATE: Gatehouse is tested on both. */
export const dialectNames = ["documents", "drf"] as const
export type DialectName = (typeof dialectNames)[number]

export const presetSchema = z.enum([...dialectNames, "000", "001", "002-old", "002-new", "003", "004"])
type Preset = z.infer<typeof presetSchema>

const choicesSchema = dialectSchema.exactPartial()

/** A preset by name, or choices that differ from the `documents` preset. */
export const dialectOptionSchema = z.union([presetSchema, choicesSchema])
export type DialectOption = z.infer<typeof dialectOptionSchema>

/** The full set of choices an option stands for. */
export function resolveDialect(option: DialectOption = "documents"): Dialect {
  return typeof option === "string" ? presets[option] : { ...documents, ...option }
}

/** Reads `rule=value`; undefined when there is no such rule or it has no such value. */
export function readChoice(text: string): Partial<Dialect> | undefined {
  const [name = "", value] = text.split("=")
  const rule = Object.entries(dialectSchema.shape).find(([known]) => known === name)?.[1]
  const chosen = [...(rule?.values ?? [])].find((known) => String(known) === value)
  return chosen === undefined ? undefined : choicesSchema.parse({ [name]: chosen })
}
