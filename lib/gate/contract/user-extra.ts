import { z } from "zod"
import { answeredText, gateIdSchema } from "./page"

export type UserExtraFieldType = "string" | "integer" | "boolean" | "date" | "gender"

/**
 * Every writable field beside `parent`, with its wire type (contract §4.1). The last six are known only to the
 * oldest revision of the page; a service that does not know them drops them silently.
 */
export const userExtraFieldTypes = {
  title: "string",
  gender: "gender",
  birthday: "date",
  age: "integer",
  age_range: "string",
  telephone: "string",
  address: "string",
  city: "string",
  state: "string",
  postal_code: "string",
  country: "string",
  country_id: "string",
  company: "string",
  tax_id: "string",
  passport_number: "string",
  hometown: "string",
  location: "string",
  locale: "string",
  event: "string",
  accept_terms: "boolean",
  custom_field_1: "string",
  custom_field_2: "string",
  custom_field_3: "string",
  custom_field_4: "string",
  custom_field_5: "string",
  custom_field_6: "string",
  custom_field_7: "string",
  custom_field_8: "string",
  department: "string",
  job_title: "string",
  phone_extension: "string",
  emergency_contact: "string",
  emergency_phone: "string",
  notes: "string",
} as const satisfies Record<string, UserExtraFieldType>

export type UserExtraField = keyof typeof userExtraFieldTypes

/** Fields known to the oldest revision alone (contract §11 D7). */
export const oldestExtraFields: readonly UserExtraField[] = [
  "department",
  "job_title",
  "phone_extension",
  "emergency_contact",
  "emergency_phone",
  "notes",
]
export const userExtraFields = Object.keys(userExtraFieldTypes) as UserExtraField[]

export const genders = ["m", "f", "o"] as const

const text = z.string().nullable()

const writableShape = {
  title: text.meta({ description: "Job title or honorific; the revisions of the page differ" }),
  gender: z.enum(genders).nullable(),
  birthday: z.iso.date().nullable().meta({ description: "YYYY-MM-DD" }),
  age: z.int().nullable(),
  age_range: text.meta({ description: "Free category such as 25-34" }),
  telephone: text,
  address: text,
  city: text,
  state: text,
  postal_code: text,
  country: text,
  country_id: text.meta({ description: "ISO country code" }),
  company: text,
  tax_id: text,
  passport_number: text,
  hometown: text,
  location: text,
  locale: text.meta({ description: "Language and region with an underscore, such as en_US" }),
  event: text.meta({ description: "Event name or identifier" }),
  accept_terms: z.boolean().nullable(),
  custom_field_1: text,
  custom_field_2: text,
  custom_field_3: text,
  custom_field_4: text,
  custom_field_5: text,
  custom_field_6: text,
  custom_field_7: text,
  custom_field_8: text,
  department: text,
  job_title: text,
  phone_extension: text,
  emergency_contact: text,
  emergency_phone: text,
  notes: text,
} satisfies Record<UserExtraField, z.ZodType>

const fieldsSchema = z.object(writableShape)

/** Body of PATCH: only what changes. A record never moves to another parent (contract §11 D26). */
const userExtraPatchSchema = fieldsSchema.partial()
export type UserExtraPatch = z.infer<typeof userExtraPatchSchema>

/** Body of POST: only `parent` is required (contract §4). */
export const newUserExtraSchema = userExtraPatchSchema.extend({ parent: gateIdSchema })
export type NewUserExtra = z.infer<typeof newUserExtraSchema>

/** Body of PUT: every writable field and the parent, null to clear, so no dialect can surprise (contract §7). */
export const userExtraReplacementSchema = fieldsSchema.extend({ parent: gateIdSchema })
export type UserExtraReplacement = z.infer<typeof userExtraReplacementSchema>

const answeredFields = {
  ...(Object.fromEntries(userExtraFields.map((field) => [field, answeredText])) as Record<
    UserExtraField,
    typeof answeredText
  >),
  age: z.number().nullable().optional(),
  accept_terms: z.boolean().nullable().optional(),
}

/** One record as answered. Every key but `id` may be absent, and unknown keys are kept (contract §4.1, §11 D7-D10). */
export const userExtraSchema = z.looseObject({
  id: gateIdSchema,
  parent: gateIdSchema.nullable().optional(),
  ...answeredFields,
  created_at: answeredText,
  updated_at: answeredText,
  device_info: z.unknown().optional(),
})
export type UserExtra = z.infer<typeof userExtraSchema>
