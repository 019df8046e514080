import { z } from "zod"
import { gateIdSchema } from "@/lib/gate/contract/page"
import { usernameMaxLength } from "@/lib/gate/contract/user"
import {
  genders,
  newUserExtraSchema,
  type UserExtraField,
  userExtraFieldTypes,
} from "@/lib/gate/contract/user-extra"
import { emailLength, emailRule, longTextLength, nameLength, passwordLength } from "./account-body"
import type { Dialect } from "./dialect"
import { knownFields, longest } from "./extra-body"

/** Postgres stores no U+0000. */
const text = (longest: number, shortest = 0) =>
  z.string().min(shortest).max(longest).meta({ pattern: "^[^\\u0000]*$" })
const labelLength = 255
const int32 = z.int32()

/** The rule for usernames without classes of Unicode, which not every reader of JSON Schema knows. */
export const usernamePattern = "^[^\\s\\u0000-\\u001f!\"#$%&'()*,/;<=>?\\[\\\\\\]^`{|}~]+$"
const username = z.string().min(1).max(usernameMaxLength).meta({
  pattern: usernamePattern,
  description: "Letters, digits and @ . + - _ :",
})
const email = z.string().max(emailLength).regex(emailRule).nullish()
const password = text(passwordLength, 1)
  .optional()
  .meta({ description: "Written only; kept when a PUT leaves it out" })
const name = text(nameLength).nullish()
const label = text(labelLength).nullish()
const profiles = z
  .array(text(labelLength, 1))
  .meta({ description: "Short names of AAA profiles, replaced as a whole" })

/** What both pages of an account have, and either of them takes. */
const accountShape = {
  email,
  password,
  organization: z
    .union([text(labelLength), z.int()])
    .nullish()
    .meta({ description: "Id, or name; /user/ makes an organization of a name it does not know" }),
}

const userShape = {
  ...accountShape,
  profile: z
    .union([profiles, z.looseObject({ first_name: name, last_name: name, role: name })])
    .optional()
    .meta({ description: "Names and role, merged by PATCH; other keys are kept" }),
}

const tokenShape = {
  ...accountShape,
  first_name: name,
  last_name: name,
  external_id: label.meta({ description: "Reference of another system" }),
  klass: label.meta({ description: "Service class, such as premium" }),
  is_active: z.boolean().optional().meta({ description: "True by default" }),
  description: text(longTextLength).nullish(),
  expiration: z.iso.datetime({ offset: true }).nullish().meta({ description: "The account ends here" }),
  avatar_url: z
    .url({ protocol: /^https?$/ })
    .max(longTextLength)
    .nullish(),
  profile: profiles.optional(),
  user_time: int32.nullish().meta({ description: "Seconds that are left" }),
}

function extraField(field: UserExtraField, dialect: Dialect) {
  const type = userExtraFieldTypes[field]
  const { description } = newUserExtraSchema.shape[field].unwrap().meta() ?? {}
  const schemas = {
    gender: z.enum(genders),
    date: z.iso.date(),
    integer: int32,
    boolean: z.boolean(),
    string: text(longest(field, dialect.maxLengths)),
  }
  const schema = schemas[type].nullish()
  return description ? schema.meta({ description }) : schema
}

/** The bodies this server takes, by the names of the OpenAPI document: less strict than those the client sends. */
export function requestSchemas(dialect: Dialect): Record<string, z.ZodType> {
  const fields = Object.fromEntries(knownFields(dialect).map((field) => [field, extraField(field, dialect)]))
  const parent = gateIdSchema.meta({ description: "Id of the account the record is about" })
  const extra = z.looseObject({ parent, ...fields })
  const extraPatch = extra.partial({ parent: true })
  const user = z.looseObject({ username, ...userShape })
  const token = z.looseObject({ username, ...tokenShape })
  return {
    NewUser: user,
    UserReplacement: user,
    UserPatch: user.partial({ username: true }),
    NewUserExtra: extra,
    UserExtraReplacement: dialect.putRequiresParent ? extra : extraPatch,
    UserExtraPatch: extraPatch,
    NewUserToken: token,
    UserTokenReplacement: token,
    UserTokenPatch: token.partial({ username: true }),
  }
}
