import { z } from "zod"
import { answeredText, gateIdSchema } from "./page"
import { organizationRefSchema } from "./user"

/** One account as `/user_token/` answers it (contract §6). */
export const userTokenSchema = z.looseObject({
  id: gateIdSchema,
  username: answeredText,
  email: answeredText,
  first_name: answeredText,
  last_name: answeredText,
  external_id: answeredText,
  klass: answeredText,
  is_active: z.boolean().nullable().optional(),
  organization: organizationRefSchema.nullable().optional(),
  description: answeredText,
  expiration: answeredText,
  avatar_url: answeredText,
  profile: z.array(gateIdSchema).nullable().optional(),
  user_time: z.number().nullable().optional().meta({ description: "Seconds; with balance=true" }),
  date_joined: answeredText,
  first_login: answeredText,
  last_login: answeredText,
})
export type UserToken = z.infer<typeof userTokenSchema>

const text = z.string().nullable()

const fieldsSchema = z.object({
  email: text,
  first_name: text,
  last_name: text,
  external_id: text,
  klass: text,
  is_active: z.boolean(),
  organization: z.int().nullable(),
  description: text,
  expiration: z.iso.datetime({ offset: true }).nullable().meta({ description: "The account ends here" }),
  avatar_url: z.url().nullable(),
  profile: z.array(z.string()).meta({ description: "Short names of AAA profiles, replaced as a whole" }),
  user_time: z.int().nullable().meta({ description: "Seconds" }),
})
const password = z.string().optional().meta({ description: "Write-only; kept when a PUT leaves it out" })

/** Body of PATCH: only what changes; the `profile` list is replaced as a whole (contract §7). */
const userTokenPatchSchema = fieldsSchema.partial().extend({ username: z.string().optional(), password })
export type UserTokenPatch = z.infer<typeof userTokenPatchSchema>

/** Body of POST: only `username` is required (contract §6). */
const newUserTokenSchema = userTokenPatchSchema.extend({ username: z.string() })
export type NewUserToken = z.infer<typeof newUserTokenSchema>

/** Body of PUT: every field to be kept must be sent, so all but the password are required (contract §7). */
const userTokenReplacementSchema = fieldsSchema.extend({ username: z.string(), password })
export type UserTokenReplacement = z.infer<typeof userTokenReplacementSchema>
