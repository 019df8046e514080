import { z } from "zod"
import { answeredText, gateIdSchema } from "./page"

/** An organization, shown by name on `/user/` and by id on `/user_token/` (contract §11 D3). */
export const organizationRefSchema = z.union([z.string(), z.int()])

/** The nested profile of `/user/`; keys beyond these are stored and echoed (contract §5). */
const userProfileSchema = z.looseObject({
  first_name: answeredText,
  last_name: answeredText,
  role: answeredText,
  created_at: answeredText,
  updated_at: answeredText,
  last_login: answeredText,
})

/**
 * One account as `/user/` answers it. The live service may show the flat shape of `/user_token/` on this path:
 * names at the top level and `profile` as a list of AAA profiles (contract §5, §11 D27, D31).
 */
export const userSchema = z.looseObject({
  id: gateIdSchema,
  username: answeredText,
  email: answeredText,
  organization: organizationRefSchema.nullable().optional(),
  profile: z
    .union([z.array(gateIdSchema), userProfileSchema])
    .nullable()
    .optional(),
  first_name: answeredText,
  last_name: answeredText,
})
export type User = z.infer<typeof userSchema>

const text = z.string().nullable().optional()

/** The writable part of the profile. */
const newUserProfileSchema = z.looseObject({ first_name: text, last_name: text, role: text })

const writableShape = {
  email: text,
  password: z.string().optional().meta({ description: "Write-only; kept when a PUT leaves it out" }),
  organization: organizationRefSchema.nullable().optional(),
  profile: z.union([z.array(z.string()), newUserProfileSchema]).optional(),
}

/** Body of PATCH: `profile` is merged key by key (contract §7). */
const userPatchSchema = z.object({ username: z.string().optional(), ...writableShape })
export type UserPatch = z.infer<typeof userPatchSchema>

/** Body of POST. */
const newUserSchema = z.object({ username: z.string(), ...writableShape })
export type NewUser = z.infer<typeof newUserSchema>

/** Body of PUT: everything but the password, which is kept when omitted (contract §5, §7). */
const userReplacementSchema = z.object({
  username: z.string(),
  email: z.string().nullable(),
  password: writableShape.password,
  organization: organizationRefSchema.nullable(),
  profile: z.union([z.array(z.string()), newUserProfileSchema]),
})
export type UserReplacement = z.infer<typeof userReplacementSchema>

/** Longest username GATE takes, in characters (contract §6). */
export const usernameMaxLength = 150
