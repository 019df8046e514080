import { z } from "zod"

/** Where the documents disagree, one choice each; the names are those of contract §11. */
const dialectSchema = z.strictObject({
  /** A second extra for one parent: 409, DRF's 400, or stored (D4). */
  duplicateExtra: z.enum(["conflict", "unique400", "allow"]),
  /** POST of an extra for an unknown parent (D5). */
  missingParent: z.union([z.literal(404), z.literal(400)]),
  /** Whether unreadable query values are refused with 400, or read as absent (D23). */
  strictQuery: z.boolean(),
  /** Whether PUT clears what it does not mention (D24). */
  putClears: z.boolean(),
  /** Whether PUT of an extra must name the parent (D25). */
  putRequiresParent: z.boolean(),
  /** A record of another organization (D37). */
  outOfScope: z.union([z.literal(403), z.literal(404)]),
  /** Whether `next` and `previous` carry the filters of the request (D20). */
  nextKeepsFilters: z.boolean(),
  /** Whether answers to writes of an extra show `parent` (D10). */
  echoParent: z.boolean(),
  /** Whether extras show created_at and updated_at (D8). */
  timestamps: z.boolean(),
  /** Whether age, age_range and location follow from birthday, city and state (D15). */
  derive: z.boolean(),
  /** Text length: 255 (notes 2000), or 50 to see long values refused (contract §4.1). */
  maxLengths: z.enum(["default", "tight"]),
  /** `/user/` as its document shows it, or flat as the live service probably does (D1, D3, D27). */
  userShape: z.enum(["documents", "flat"]),
})
export type Dialect = z.infer<typeof dialectSchema>

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
  derive: false,
  maxLengths: "default",
  userShape: "documents",
}

/** The most probable live behaviour: a stock Django REST Framework service (contract §11.1). */
const drf: Dialect = {
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
}

const dialects = { documents, drf }
export type DialectName = keyof typeof dialects
export const dialectNames = Object.keys(dialects) as DialectName[]

/** A preset by name, or choices that differ from the `documents` preset. */
export const dialectOptionSchema = z.union([z.enum(["documents", "drf"]), dialectSchema.exactPartial()])
export type DialectOption = z.infer<typeof dialectOptionSchema>

/** The full set of choices an option stands for. */
export function resolveDialect(option: DialectOption = "documents"): Dialect {
  return typeof option === "string" ? dialects[option] : { ...documents, ...option }
}
