import { z } from "zod"
import { detailErrorSchema, fieldErrorsSchema } from "@/lib/gate/contract/error"
import { pageSchema } from "@/lib/gate/contract/page"
import { newUserSchema, userPatchSchema, userReplacementSchema, userSchema } from "@/lib/gate/contract/user"
import {
  newUserExtraSchema,
  userExtraPatchSchema,
  userExtraReplacementSchema,
  userExtraSchema,
} from "@/lib/gate/contract/user-extra"
import {
  newUserTokenSchema,
  userTokenPatchSchema,
  userTokenReplacementSchema,
  userTokenSchema,
} from "@/lib/gate/contract/user-token"
import { type Endpoint, endpoints } from "./endpoints"

const answers = {
  User: userSchema,
  UserPage: pageSchema(userSchema),
  UserExtra: userExtraSchema,
  UserExtraPage: pageSchema(userExtraSchema),
  UserToken: userTokenSchema,
  UserTokenPage: pageSchema(userTokenSchema),
  Error: detailErrorSchema,
  BadRequest: z.union([fieldErrorsSchema, detailErrorSchema]),
}
const requests = {
  NewUser: newUserSchema,
  UserReplacement: userReplacementSchema,
  UserPatch: userPatchSchema,
  NewUserExtra: newUserExtraSchema,
  UserExtraReplacement: userExtraReplacementSchema,
  UserExtraPatch: userExtraPatchSchema,
  NewUserToken: newUserTokenSchema,
  UserTokenReplacement: userTokenReplacementSchema,
  UserTokenPatch: userTokenPatchSchema,
}

/** What each status means, in the words of no document. */
const statusMeanings: Record<number, string> = {
  200: "Done.",
  201: "Created.",
  204: "Deleted; no body.",
  400: "Something in the request is invalid; a body about fields names all of them.",
  401: "The token is missing or unknown.",
  403: "The token may not do this.",
  404: "There is no such record.",
  409: "The account has a record already.",
}

export type OpenApiOperation = {
  operationId: string
  summary: string
  tags: string[]
  parameters: {
    name: string
    in: "query" | "path"
    required: boolean
    schema: object
    description?: string
  }[]
  requestBody?: { required: true; content: object }
  responses: Record<string, { description: string; content?: object }>
}

/** The parts of an OpenAPI 3.1 document this one has. */
export type OpenApiDocument = {
  openapi: "3.1.0"
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  security: Record<string, never[]>[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: { securitySchemes: object; schemas: Record<string, object> }
}

const reference = (name: string) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
})

/** JSON Schema 2020-12 is the schema language of OpenAPI 3.1, so zod's own conversion needs no further library. */
function jsonSchemas(schemas: Record<string, z.ZodType>, io: "input" | "output"): Record<string, object> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" })
      return [name, json]
    }),
  )
}

function responses({ answer, errors, success }: Endpoint): OpenApiOperation["responses"] {
  const described = (status: number) => statusMeanings[status] ?? ""
  const failures = errors.map((status) => {
    const content = reference(status === 400 ? "BadRequest" : "Error")
    return [String(status), { description: described(status), content }] as const
  })
  const done = { description: described(success), ...(answer ? { content: reference(answer) } : {}) }
  return { [String(success)]: done, ...Object.fromEntries(failures) }
}

function operation(endpoint: Endpoint): OpenApiOperation {
  const { method, path, query, request, summary } = endpoint
  const segments = path.split("/").filter(Boolean)
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")
  return {
    operationId: [method, ...segments].join("_").replace(/[{}]/g, ""),
    summary,
    tags: segments.slice(0, 1),
    parameters: [
      ...inPath.map((name) => ({ name, in: "path" as const, required: true, schema: { type: "string" } })),
      ...query.map(({ description, name, type }) => {
        return { name, in: "query" as const, required: false, schema: { type }, description }
      }),
    ],
    ...(request ? { requestBody: { required: true as const, content: reference(request) } } : {}),
    responses: responses(endpoint),
  }
}

function paths(): OpenApiDocument["paths"] {
  const byPath: OpenApiDocument["paths"] = {}
  for (const endpoint of endpoints) {
    byPath[endpoint.path] = { ...byPath[endpoint.path], [endpoint.method]: operation(endpoint) }
  }
  return byPath
}

/** The OpenAPI 3.1 description of the embedded GATE, from the schemas the client reads answers with. */
export function openApiDocument(baseUrl: string): OpenApiDocument {
  return {
    openapi: "3.1.0",
    info: {
      title: "Embedded GATE",
      version: "1",
      description: "Users, their extra information and their tokens. Every path ends in a slash.",
    },
    servers: [{ url: baseUrl }],
    security: [{ bearer: [] }],
    paths: paths(),
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      schemas: { ...jsonSchemas(requests, "input"), ...jsonSchemas(answers, "output") },
    },
  }
}
