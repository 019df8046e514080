/** A query parameter as the documents name it. */
export type Parameter = {
  name: string
  type: "string" | "integer" | "boolean"
  description: string
  default?: number | boolean
  minimum?: number
}

/** One documented endpoint; schema names are keys of the OpenAPI document's components. */
export type Endpoint = {
  method: "get" | "post" | "put" | "patch" | "delete"
  path: string
  summary: string
  query: readonly Parameter[]
  request?: string
  success: 200 | 201 | 204
  answer?: string
  errors: readonly number[]
}

const paging: readonly Parameter[] = [
  {
    name: "limit",
    type: "integer",
    description: "Records a page; more than 100 count as 100.",
    default: 20,
    minimum: 1,
  },
  {
    name: "offset",
    type: "integer",
    description: "Index of the first record, from 0.",
    default: 0,
    minimum: 0,
  },
]
const deviceInfo: Parameter = {
  name: "device_info",
  type: "boolean",
  description: "Whether each record has its devices.",
  default: false,
}
const balance: Parameter = {
  name: "balance",
  type: "boolean",
  description: "Whether each account has the seconds it has left.",
  default: false,
}
const username: Parameter = { name: "username", type: "string", description: "Exact username." }
const organization: Parameter = {
  name: "organization",
  type: "string",
  description: "Name or id of an organization.",
}

const userQuery: readonly Parameter[] = [
  { name: "id", type: "string", description: "Id of one account." },
  username,
  organization,
  { name: "role", type: "string", description: "Role in the profile." },
  ...paging,
]

const userExtraQuery: readonly Parameter[] = [
  { name: "parent", type: "string", description: "Id of the account the records belong to." },
  { name: "parent__organization_id", type: "string", description: "Organization of that account." },
  ...paging,
  deviceInfo,
]

type Names = { noun: string; answer: string; created: string; replacement: string; patch: string }

const user: Names = {
  noun: "user",
  answer: "User",
  created: "NewUser",
  replacement: "UserReplacement",
  patch: "UserPatch",
}
const userExtra: Names = {
  noun: "user extra",
  answer: "UserExtra",
  created: "NewUserExtra",
  replacement: "UserExtraReplacement",
  patch: "UserExtraPatch",
}
const userToken: Names = {
  noun: "user token",
  answer: "UserToken",
  created: "NewUserToken",
  replacement: "UserTokenReplacement",
  patch: "UserTokenPatch",
}

function collection(
  path: string,
  names: Names,
  query: readonly Parameter[],
  createErrors: number[],
): Endpoint[] {
  const { answer, created, noun } = names
  return [
    {
      method: "get",
      path,
      summary: `List ${noun} records`,
      query,
      success: 200,
      answer: `${answer}Page`,
      errors: [400, 401, 403],
    },
    {
      method: "post",
      path,
      summary: `Create a ${noun} record`,
      query: [],
      request: created,
      success: 201,
      answer,
      errors: createErrors,
    },
  ]
}

function record(
  path: string,
  names: Names,
  query: readonly Parameter[],
  replaceErrors: number[],
): Endpoint[] {
  const { answer, noun, patch, replacement } = names
  const gone = [401, 403, 404]
  const common = { path, query: [], success: 200, answer, errors: replaceErrors } as const
  return [
    { ...common, method: "get", summary: `Read one ${noun} record`, query, errors: [400, ...gone] },
    { ...common, method: "put", summary: `Replace a ${noun} record`, request: replacement },
    { ...common, method: "patch", summary: `Change a ${noun} record`, request: patch },
    { method: "delete", path, query: [], success: 204, summary: `Delete a ${noun} record`, errors: gone },
  ]
}

/** Every endpoint of contract §4-6, in the order of its tables. */
export const endpoints: readonly Endpoint[] = [
  ...collection("/user/", user, userQuery, [400, 401, 403]),
  ...record("/user/username/{username}/", user, [], [400, 401, 403, 404]),
  ...record("/user/{id}/", user, [], [400, 401, 403, 404]),
  ...collection("/user_extra/", userExtra, userExtraQuery, [400, 401, 403, 404, 409]),
  ...record("/user_extra/{id}/", userExtra, [deviceInfo], [400, 401, 403, 404, 409]),
  ...collection("/user_token/", userToken, [username, organization, ...paging, balance], [400, 401, 403]),
  ...record("/user_token/{id}/", userToken, [balance], [400, 401, 403, 404]),
]
